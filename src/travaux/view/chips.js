// The line above every view: how much is shown, and each thing that narrows it, with a way back.
const Chips = (() => {
  const NAMES = {
    class: ["class", "classes"],
    line: ["kind of tie", "kinds of tie"],
    source: ["source", "sources"],
    attitude: ["attitude", "attitudes"],
    modality: ["modality", "modalities"],
  };
  const CLEAR = {
    from: "",
    to: "",
    focus: "",
    depth: 1,
    path: [],
    ask: "",
    sel: "",
    page: 1,
    class: [],
    line: [],
    source: [],
    attitude: [],
    modality: [],
  };

  const label = (key) => Store.label(Store.indexOf.get(key));

  /** What narrows or lights the views: [text, what undoes it]. */
  function list(state) {
    const found = [];
    if (state.focus)
      found.push([
        `Around ${label(state.focus)}, ${Dom.plural(state.depth, "step")}`,
        { focus: "", depth: 1 },
      ]);
    if (state.path.length)
      found.push([`From ${label(state.path[0])} to ${label(state.path[1])}`, { path: [] }]);
    if (state.ask) found.push([`Question: ${Store.questionOf.get(state.ask).summary}`, { ask: "" }]);
    if (state.from || state.to) {
      const days = [state.from, state.to].map((text) => (text ? Dates.words(Dates.number(text)) : "…"));
      found.push([`${state.clock} ${[...new Set(days)].join(" – ")}`, { from: "", to: "", page: 1 }]);
    }
    for (const name of State.HIDDEN) {
      const count = state[name].length;
      if (count) found.push([`${count} ${NAMES[name][count === 1 ? 0 : 1]} hidden`, { [name]: [], page: 1 }]);
    }
    return found;
  }

  const clear = () => State.set(CLEAR);
  const any = () => list(State.get()).length > 0;

  function draw(state, scene) {
    const found = list(state);
    const total = Store.data.records.length;
    const count =
      scene.shown === total
        ? Dom.plural(total, "record")
        : `${scene.shown.toLocaleString("en")} of ${Dom.plural(total, "record")}`;
    const told = [...(scene.lit?.records || [])].filter((i) => scene.recordOn[i]).length;
    const chosen = state.sel && scene.lit ? `, ${told.toLocaleString("en")} of what is chosen` : "";
    const chips = found.map(([text, undo]) =>
      Dom.make(
        "li",
        {},
        Dom.button(
          { class: "chip", onclick: () => State.set(undo) },
          Dom.make("span", {}, text),
          Dom.make("span", { "aria-hidden": "true" }, " ×"),
          Dom.make("span", { class: "hush" }, ", remove"),
        ),
      ),
    );
    if (scene.overview) {
      chips.unshift(
        Dom.make(
          "li",
          {},
          Dom.button(
            { class: "chip", onclick: () => State.set({ all: "yes" }) },
            `The best connected of ${Dom.plural(scene.total, "node")}: show all`,
          ),
        ),
      );
    }
    if (found.length > 1)
      chips.push(Dom.make("li", {}, Dom.button({ class: "plain", onclick: clear }, "Clear all")));
    Dom.byId("count").textContent = count + chosen;
    Dom.byId("chips").replaceChildren(...chips);
  }

  return { draw, clear, any };
})();
