// Puts the parts together: one state, one scene worked out from it, and whoever shows it.
const VIEWS = { graph: Picture, timeline: Timeline, ledger: Ledger, table: Table };
let scene = null;

function show(state) {
  for (const name of State.VIEWS) {
    const here = state.view === name;
    Dom.byId(`view-${name}`).hidden = !here;
    const tab = Dom.byId(`tab-${name}`);
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
  }
  document.documentElement.dataset.view = state.view;
  const none = state.view === "graph" && !scene.nodeOn.some(Boolean);
  Dom.byId("nothing").replaceChildren(...(none ? [nothing()] : []));
  VIEWS[state.view].draw(state, scene);
}

const nothing = () =>
  Store.data.nodes.length
    ? Empty.told(
        "Nothing is left to draw",
        "The filters and the range of time leave no node; clear some of them.",
      )
    : Empty.told("Nothing to draw", "No source of this workspace ties two things to each other yet.");

function render(state) {
  Theme.apply();
  scene = Filters.scene(state);
  show(state); // first: it measures, which is quick while nothing else has changed
  Chips.draw(state, scene);
  Legend.draw(state);
  Range.draw(state, scene);
  Panel.draw(state);
  Share.draw(state);
}

function tabs() {
  const order = State.VIEWS;
  for (const name of order) {
    const tab = Dom.byId(`tab-${name}`);
    tab.addEventListener("click", () => State.set({ view: name }));
    tab.addEventListener("keydown", ({ key }) => {
      const turn = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!turn) return;
      const next = order[(order.indexOf(name) + turn + order.length) % order.length];
      State.set({ view: next });
      Dom.byId(`tab-${next}`).focus();
    });
  }
}

/** Esc undoes the last thing first: what is chosen, then the answer or the connection, then the focus. */
function undo({ key }) {
  if (key !== "Escape" || document.querySelector("dialog[open]")) return;
  const state = State.get();
  if (document.documentElement.classList.contains("filtering")) return filtering(false);
  if (state.sel) State.set({ sel: "" });
  else if (state.path.length || state.ask) State.set({ path: [], ask: "" });
  else if (state.focus) State.set({ focus: "", depth: 1 });
}

function filtering(on) {
  document.documentElement.classList.toggle("filtering", on);
  Dom.byId("filters").setAttribute("aria-expanded", String(on));
  if (on) Dom.byId("legend").querySelector("summary, button, input")?.focus();
  else if (Dom.byId("legend").contains(document.activeElement)) Dom.byId("filters").focus();
}

function dialogs() {
  Dom.byId("help").addEventListener("click", () => Dom.byId("how").showModal());
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  }
  Dom.byId("filters").addEventListener("click", () =>
    filtering(!document.documentElement.classList.contains("filtering")),
  );
  Dom.byId("filters-done").addEventListener("click", () => filtering(false));
}

async function main() {
  document.documentElement.classList.add("js");
  const data = await Store.load();
  const focus = data.focus ? data.nodes[data.focus.node].key : "";
  State.start({
    ask: data.asked?.name || "",
    sel: focus,
    focus,
    depth: data.focus?.depth || 1,
  });
  Theme.start(() => render(State.get()));
  tabs();
  dialogs();
  Panel.start();
  Search.start();
  Questions.start();
  Share.start(() => scene);
  document.addEventListener("keydown", undo);
  State.first(Camera.tell);
  State.listen(Focus.kept(render));
  render(State.get());
  // The first picture is painted with the next frame.
  requestAnimationFrame(() => document.documentElement.classList.add("ready"));
}

main();
