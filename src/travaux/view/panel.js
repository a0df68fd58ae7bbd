// The panel beside the views: what is chosen, else the answer or connection, else where to begin.
const Panel = (() => {
  function content(state) {
    const chosen = state.sel && State.chosen(state.sel);
    if (chosen?.node !== undefined) return Dossier.node(chosen.node);
    if (chosen?.edge) return Dossier.edge(chosen.edge);
    if (chosen?.record !== undefined) return Dossier.record(chosen.record);
    if (chosen) return Dossier.cell(chosen.item, chosen.actor);
    if (state.path.length) return Dossier.path(state);
    return state.ask ? Questions.answer(state.ask) : null;
  }

  let shown = "";
  let scrolled = false;
  function draw(state) {
    const found = content(state);
    const key = [state.sel, state.path, state.ask].join(" ");
    const panel = Dom.byId("panel");
    document.documentElement.classList.toggle("told", Boolean(found));
    Dom.byId("close").hidden = !found;
    const beneath = state.sel && (state.ask || state.path.length);
    Dom.byId("back").hidden = !beneath;
    Dom.byId("dossier").replaceChildren(...(found || Dossier.rest()).flat().filter(Boolean));
    if (key !== shown) {
      if (scrolled) panel.scrollTop = 0;
      scrolled = false;
      if (found) Dom.say(`${Dom.byId("dossier").querySelector("h2").textContent}: details beside the view`);
    }
    shown = key;
  }

  function start() {
    const back = () => (State.get().sel ? State.set({ sel: "" }) : State.set({ path: [], ask: "" }));
    Dom.byId("close").addEventListener("click", () => State.set({ sel: "", path: [], ask: "" }));
    Dom.byId("back").addEventListener("click", back);
    Dom.byId("panel").addEventListener("scroll", () => (scrolled = true), { passive: true });
  }

  return { draw, start };
})();
