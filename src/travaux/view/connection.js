// The shortest connection between two things, step by step, each with what is told of it.
const Connection = (() => {
  const { isolated, link, claim, heading, shownOf } = Pieces;

  const narrowed = (state) => [...State.HIDDEN, "from", "to", "focus"].some((name) => state[name].length);

  function told(state) {
    const scene = Filters.latest();
    const [from, to] = state.path.map((key) => Store.indexOf.get(key));
    const title = heading(
      [link(from), " to ", link(to)],
      scene.path ? `Shortest connection: ${Dom.plural(scene.path.steps.length, "step")}` : "No connection",
    );
    if (!scene.path)
      return [
        ...title,
        Dom.make(
          "p",
          {},
          narrowed(state)
            ? "With what the filters leave, no chain of relations leads from one to the other."
            : "No source of this page ties the two, not even by way of others.",
        ),
      ];
    const steps = scene.path.steps.map(({ from: a, to: b, edges }) =>
      Dom.make(
        "li",
        {},
        edges.slice(0, 3).map((each) => {
          const shown = shownOf(each.records);
          return Dom.make(
            "section",
            { class: "relation" },
            Dom.make(
              "h3",
              {},
              Shapes.stroke(Store.lineOf.get(each.line)),
              link(each.from),
              " ",
              isolated(each.word),
              " ",
              link(each.to),
            ),
            shown.slice(0, 1).map((i) => claim(i, each.word, [a, b])),
          );
        }),
        edges.length > 3
          ? Dom.make(
              "p",
              { class: "how" },
              `and ${Dom.plural(edges.length - 3, "more relation")} between the two`,
            )
          : null,
      ),
    );
    return [...title, Dom.make("ol", { class: "path" }, steps)];
  }

  return { told };
})();
