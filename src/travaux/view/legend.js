// The legend: what the marks mean, and a box at each to hide it in every view.
const Legend = (() => {
  const groups = [];

  const counted = (values) => {
    const counts = new Map();
    for (const value of values) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  };

  function option(name, key, label, mark, count, all) {
    const box = Dom.make("input", {
      type: "checkbox",
      [`data-${name}`]: key,
      onchange: ({ target }) => State.toggle(name, key, target.checked),
    });
    const only = Dom.button(
      { class: "only", "aria-label": `Only ${label}`, onclick: () => alone(name, key, all) },
      "only",
    );
    return Dom.make(
      "li",
      {},
      Dom.make(
        "label",
        {},
        box,
        mark,
        Dom.make("span", { class: "name" }, Pieces.isolated(label)),
        Dom.make("small", {}, count.toLocaleString("en")),
      ),
      only,
    );
  }

  /** Show this one of its group alone; again, and all of them are back. */
  function alone(name, key, all) {
    const rest = all.filter((each) => each !== key);
    const hidden = State.get()[name].filter((each) => !all.includes(each));
    const already =
      rest.every((each) => State.get()[name].includes(each)) && !State.get()[name].includes(key);
    State.set({ [name]: already ? hidden : [...hidden, ...rest], page: 1 });
  }

  function group(title, name, options, open = true) {
    if (!options.length) return null;
    const keys = options.map(([key]) => key);
    const list = Dom.make(
      "ul",
      {},
      options.map(([key, label, mark, count]) => option(name, key, label, mark, count, keys)),
    );
    groups.push({ name, keys });
    return Dom.make("details", { open }, Dom.make("summary", {}, title), list);
  }

  function start() {
    const { data } = Store;
    const families = counted(data.nodes.map((node) => node.family));
    const lines = counted(data.edges.map((edge) => edge.line));
    const stances = counted(data.records.map((record) => record.stance));
    const sources = counted(data.records.map((record) => record.source));
    const attitudes = counted(data.records.map((record) => record.attitude));
    const modalities = counted(data.records.map((record) => record.modality));
    const wide = window.innerWidth > 760;
    const used = data.lines.filter((line) => lines.has(line.key) || stances.has(line.key));
    const toOption = (line) => [
      line.key,
      line.label,
      Shapes.stroke(line),
      stances.get(line.key) || lines.get(line.key) || 0,
    ];
    const texts = (counts) =>
      [...counts]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([key, count]) => [key, key, null, count]);
    const parts = [
      group(
        "Classes",
        "class",
        data.families
          .filter((each) => families.has(each.key))
          .map((each) => [each.key, each.label, Shapes.mark(each), families.get(each.key)]),
      ),
      group("Stances", "line", used.filter((line) => stances.has(line.key)).map(toOption)),
      group(
        "Other ties",
        "line",
        used.filter((line) => !stances.has(line.key)).map(toOption),
        wide && window.innerHeight > 900,
      ),
      group(
        "Sources",
        "source",
        data.sources.map((each) => [
          each.key,
          `${each.key}  ${each.label}`,
          null,
          sources.get(each.key) || 0,
        ]),
        false,
      ),
      group("Attitudes", "attitude", texts(attitudes), false),
      group("Modality", "modality", texts(modalities), false),
    ];
    if (data.edges.some((edge) => edge.disputed))
      parts.splice(3, 0, Dom.make("p", { class: "note" }, disputed(), " told differently by sources"));
    Dom.byId("groups").replaceChildren(...parts.filter(Boolean));
  }

  const disputed = () =>
    Dom.drawing(16, 16, "-8 -8 16 16", [
      {
        d: "M-6.5 0A6.5 6.5 0 1 1 6.5 0A6.5 6.5 0 1 1-6.5 0M-3-1.4H3M-3 1.4H3M-1.6 3.4 1.6-3.4",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.3,
      },
    ]);

  function draw(state) {
    if (!groups.length) start();
    for (const box of Dom.byId("groups").querySelectorAll("input")) {
      const [name, key] = Object.entries(box.dataset)[0];
      box.checked = !state[name].includes(key);
    }
  }

  return { draw };
})();
