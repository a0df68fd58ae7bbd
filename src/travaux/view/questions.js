// The named questions: a list by theme, and the answer of one, whose entities light up everywhere.
const Questions = (() => {
  const MOST = 60;

  function given(question) {
    return question.given
      ? Dom.make("p", { class: "how" }, "Asked with ", Pieces.isolated(question.given))
      : null;
  }

  /** The rows of the answer, those that the page leaves out too. */
  const size = (question) => question.rows.length + (question.more || 0);

  function value(cell) {
    if (typeof cell.node === "number") return Pieces.link(cell.node);
    const parts = (cell.text ?? "").split(/,? /);
    const cited = parts.every((part) => /^[^:]+:\d+$/.test(part) && Store.sourceOf.has(part.split(":")[0]));
    return cited ? parts.flatMap((part) => [Pieces.cite(part), " "]) : Pieces.isolated(cell.text ?? "");
  }

  /** A row as a card: what it is about first, then the other columns by name. */
  function card(question, row) {
    const facts = row
      .map((cell, c) => ({ cell, name: question.columns[c] }))
      .filter(({ cell }) => cell.text || typeof cell.node === "number");
    const [first, ...others] = facts;
    if (!first) return null;
    const rows = others.flatMap(({ cell, name }) => [
      Dom.make("dt", {}, name),
      Dom.make("dd", {}, value(cell)),
    ]);
    return Dom.make(
      "li",
      {},
      Dom.make(
        "p",
        { class: "first" },
        Dom.make("span", { class: "hush" }, `${first.name}: `),
        value(first.cell),
      ),
      rows.length ? Dom.make("dl", {}, rows) : null,
    );
  }

  /** The answer as a file; with what the page lacks of it said. */
  function saved(question) {
    const here = Dom.plural(question.rows.length, "row");
    const title = question.more
      ? `The page holds ${here} of ${size(question).toLocaleString("en")}; these are saved`
      : `All ${here} of the answer`;
    return Dom.button({ class: "save", title, onclick: () => Share.answer(question) }, "Save as CSV");
  }

  function answer(name) {
    const question = Store.questionOf.get(name);
    const count = size(question);
    const more = count - Math.min(MOST, question.rows.length);
    return [
      ...Pieces.heading(
        question.summary,
        count ? `${Dom.plural(count, "row")} in the answer` : "No row in the answer",
      ),
      given(question),
      count
        ? Dom.make("p", {}, saved(question))
        : Dom.make(
            "p",
            {},
            `Nothing is recorded that answers it, in ${Dom.plural(Store.data.sources.length, "source")}. That is no proof that there was nothing.`,
          ),
      Dom.make(
        "ol",
        { class: "answer" },
        question.rows
          .slice(0, MOST)
          .map((row) => card(question, row))
          .filter(Boolean),
      ),
      more
        ? Dom.make(
            "p",
            { class: "how" },
            `and ${Dom.plural(more, "more row")}: `,
            Dom.make("code", {}, `travaux query ${question.name}`),
          )
        : null,
    ];
  }

  function list(text) {
    const words = Store.fold(text).split(/\s+/).filter(Boolean);
    const themes = new Map();
    for (const question of Store.data.questions) {
      const said = Store.fold([question.summary, question.name, question.theme || ""].join(" "));
      if (!words.every((word) => said.includes(word))) continue;
      const theme = question.theme || "questions";
      if (!themes.has(theme)) themes.set(theme, []);
      themes.get(theme).push(question);
    }
    const parts = [...themes]
      .sort((a, b) => (a[0] < b[0] ? -1 : 1))
      .map(([theme, questions]) =>
        Dom.make(
          "section",
          {},
          Dom.make("h3", {}, theme),
          Dom.make(
            "ul",
            {},
            questions.map((question) =>
              Dom.make(
                "li",
                {},
                Dom.button(
                  { class: "start", "data-ask": question.name, onclick: () => pick(question.name) },
                  question.summary,
                  Dom.make("small", {}, ` ${Dom.plural(size(question), "row")}`),
                ),
              ),
            ),
          ),
        ),
      );
    Dom.byId("question-list").replaceChildren(
      ...(parts.length
        ? parts
        : [
            Dom.make(
              "p",
              {},
              Store.data.questions.length
                ? "No question has these words."
                : "This page was made without questions.",
            ),
          ]),
    );
  }

  function pick(name) {
    Dom.byId("questions").close();
    State.set({ ask: name, sel: "", path: [] });
    Dom.byId("dossier").querySelector("h2")?.focus();
  }

  function start() {
    Dom.byId("ask").addEventListener("click", () => {
      Dom.byId("question-filter").value = "";
      list("");
      Dom.byId("questions").showModal();
    });
    Dom.byId("question-filter").addEventListener("input", ({ target }) => list(target.value));
  }

  return { start, answer };
})();
