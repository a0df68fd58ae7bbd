// Finding: by any spelling, in any script; names of things first, then questions of those words.
const Search = (() => {
  /** Choose a node; what hid it goes, and the legend says so. */
  function choose(n) {
    const { key, family } = Store.data.nodes[n];
    const state = State.get();
    const change = { sel: key };
    const without = { class: state.class.filter((each) => each !== family), line: [] };
    // With nothing hidden it is at most not among the best connected, which what is chosen joins.
    const whole = ![...State.HIDDEN, "from", "to", "focus"].some((name) => state[name].length);
    if (whole || Filters.latest().nodeOn[n]) return State.set(change);
    if (!Filters.scene({ ...state, ...change }).nodeOn[n]) Object.assign(change, without);
    if (!Filters.scene({ ...state, ...change }).nodeOn[n]) {
      Object.assign(change, {
        focus: "",
        depth: 1,
        from: "",
        to: "",
        source: [],
        attitude: [],
        modality: [],
      });
    }
    State.set(change);
  }

  function suggest(typed) {
    const found = Combobox.nodes(typed);
    const words = Store.fold(typed).split(/\s+/);
    const asked = (Store.data.questions || []).filter((question) => {
      const text = ` ${Store.fold(question.summary)} ${question.name}`;
      return words.every((word) => word.length > 1 && text.includes(` ${word}`));
    });
    const options = asked.slice(0, 3).map((question) => ({
      pick: question.name,
      text: question.summary,
      content: [
        Dom.make("span", { class: "ask", "aria-hidden": "true" }, "?"),
        Dom.make("span", { class: "name" }, question.summary),
        Dom.make("small", {}, "question"),
      ],
    }));
    if (!options.length) return found;
    return found.note ? { options } : { options: [...found.options.slice(0, 7), ...options] };
  }

  const picked = (pick) =>
    typeof pick === "number" ? choose(pick) : State.set({ ask: pick, sel: "", path: [] });

  function start() {
    const input = Dom.byId("name");
    Combobox.attach(input, Dom.byId("names"), suggest, picked);
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName || "");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.focus();
    });
  }

  return { start, choose };
})();
