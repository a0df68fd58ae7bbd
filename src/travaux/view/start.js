// What the panel says while nothing is chosen: what the page holds, and where to begin.
const Start = (() => {
  const { isolated, heading } = Pieces;
  /** Themes of questions on how it was recorded, which is not where a reader begins. */
  const OF_THE_RECORDS = ["counts", "provenance", "sources"];

  function told() {
    const { data } = Store;
    // Short questions are the plain ones; one of a theme, so that they differ.
    const plain = data.questions.filter(
      (each) =>
        each.rows.length > 3 &&
        each.nodes.length > 3 &&
        each.nodes.length < 60 &&
        !OF_THE_RECORDS.includes(each.theme),
    );
    plain.sort((a, b) => a.summary.length - b.summary.length);
    const first = [...new Map(plain.reverse().map((each) => [each.theme || each.name, each])).values()]
      .reverse()
      .slice(0, 4);
    return [
      ...heading("Start here"),
      Dom.make(
        "p",
        {},
        `${Dom.plural(data.records.length, "record")} of what ${Dom.plural(data.sources.length, "source")} tell: who met whom, who asked for, offered or refused what, when, and according to whom. Each is told in our own words and ends with its source and paragraph.`,
      ),
      data.whole
        ? Dom.make(
            "p",
            {},
            `This page holds a part: ${Dom.plural(data.nodes.length, "node")} of ${data.whole.nodes.toLocaleString("en")}.`,
          )
        : null,
      Dom.make("p", {}, "Choose anything: a shape, a line, a mark, a cell, a row. All four views follow."),
      first.length ? Dom.make("h3", {}, "Begin with a question") : null,
      Dom.make(
        "ul",
        { class: "starts" },
        first.map((each) =>
          Dom.make(
            "li",
            {},
            Dom.button(
              { class: "start", onclick: () => State.set({ ask: each.name, sel: "" }) },
              each.summary,
            ),
          ),
        ),
      ),
      Dom.make("h3", {}, "Or with one of the best connected"),
      Dom.make(
        "p",
        { class: "hubs" },
        Store.byDegree
          .slice(0, 7)
          .map((n) =>
            Dom.button(
              { class: "chip", onclick: () => Search.choose(n) },
              Shapes.mark(Store.familyOf.get(data.nodes[n].family), 13),
              isolated(Store.label(n)),
            ),
          ),
      ),
      Dom.make("h3", {}, "Sources"),
      Dom.make(
        "ul",
        { class: "sources" },
        data.sources.map((each) =>
          Dom.make(
            "li",
            {},
            Dom.make("span", { class: "key" }, each.key),
            " ",
            isolated(each.label),
            each.told ? Dom.make("small", {}, ` ${each.told}`) : null,
          ),
        ),
      ),
    ];
  }

  return { told };
})();
