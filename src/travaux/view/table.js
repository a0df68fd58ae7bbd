// The table: every record that is shown, one a row; what a screen reader gets instead of a picture.
const Table = (() => {
  const SIZE = 50;
  /** Whose stance it is, else who speaks, else what the record is of. */
  const subject = (record) =>
    [record.holders, record.tellers, record.nodes.slice(0, 2)].find((each) => each.length) || [];
  const who = (record) =>
    subject(record).map((each) => (typeof each === "object" ? each.label : Store.label(each)));
  const COLUMNS = [
    { key: "date", title: "Date", value: (record, i) => Store.day[i] },
    { key: "who", title: "Who or what", value: (record) => who(record).join(", ") },
    { key: "stance", title: "Stance or kind", value: (record) => record.attitude || record.kind },
    { key: "what", title: "What is told", value: (record) => record.gloss },
    { key: "by", title: "Told by", value: (record) => record.others.map((each) => each.label).join(", ") },
    { key: "source", title: "Source", value: (record) => cited(record.cites[0] || "") },
  ];
  /** A citation as a text that sorts s2:9 before s2:10. */
  const cited = (cite) => cite.replace(/\d+/g, (digits) => digits.padStart(6, "0"));
  const compare = new Intl.Collator("en", { numeric: true }).compare;

  function order(scene, sort) {
    const down = sort.startsWith("-");
    // What is chosen comes first, if it is not a row of the table itself.
    const first = (i) =>
      scene.lit && !State.get().sel.startsWith("rec:") && scene.lit.records.has(i) ? 1 : 0;
    const { value } = COLUMNS.find((column) => column.key === sort.replace("-", ""));
    const rows = [];
    Store.data.records.forEach((record, i) => scene.recordOn[i] && rows.push({ i, value: value(record, i) }));
    const by = typeof rows[0]?.value === "number" ? (a, b) => a - b || 0 : compare;
    return rows
      .sort(
        (a, b) =>
          first(b.i) - first(a.i) || (down ? by(b.value, a.value) : by(a.value, b.value)) || a.i - b.i,
      )
      .map((row) => row.i);
  }

  function heading(column, sort) {
    const here = sort.replace("-", "") === column.key;
    const down = here && sort.startsWith("-");
    const next = here && !down ? `-${column.key}` : column.key;
    return Dom.make(
      "th",
      { scope: "col", class: column.key, "aria-sort": here ? (down ? "descending" : "ascending") : null },
      Dom.button(
        { class: "plain", "data-sort": column.key, onclick: () => State.set({ sort: next, page: 1 }) },
        column.title,
        Dom.make("span", { "aria-hidden": "true", class: "arrow" }, here ? (down ? " ↓" : " ↑") : ""),
      ),
    );
  }

  function row(i, state, scene) {
    const record = Store.data.records[i];
    const chosen = state.sel === record.key;
    const lit = scene.lit?.records.has(i);
    const line = Store.lineOf.get(record.stance);
    const stance = Dom.make(
      "span",
      line ? { class: "stance" } : {},
      line ? Shapes.stroke(line) : null,
      Pieces.isolated(record.attitude || record.kind),
      record.degree ? Dom.make("small", {}, " ", Pieces.isolated(record.degree)) : null,
    );
    return Dom.make(
      "tr",
      {
        "data-key": record.key,
        class: chosen ? "chosen" : scene.lit && !lit ? "dim" : null,
        "aria-selected": null,
      },
      Dom.make(
        "td",
        { class: "date" },
        Dom.button(
          {
            class: "plain",
            "data-key": record.key,
            "aria-pressed": String(chosen),
            onclick: () => State.set({ sel: chosen ? "" : record.key }),
          },
          record.told || "no date",
        ),
      ),
      Dom.make("td", { class: "who" }, Pieces.names(subject(record))),
      Dom.make("td", { class: "stance" }, Shapes.tinted(stance, line)),
      Dom.make("td", { class: "what" }, Pieces.isolated(record.gloss)),
      Dom.make("td", { class: "by" }, record.holders.length ? Pieces.names(record.others) : null),
      Dom.make(
        "td",
        { class: "source" },
        record.cites.map((cite) => [Pieces.cite(cite, record), " "]),
      ),
    );
  }

  function pager(state, count, pages, page) {
    const go = (to) => () => {
      State.set({ page: to });
      Dom.byId("records").scrollTo(0, 0);
    };
    return Dom.make(
      "nav",
      { class: "pager", "aria-label": "Pages of the table" },
      Dom.button({ disabled: page <= 1, onclick: go(page - 1) }, "Earlier rows"),
      Dom.make(
        "span",
        {},
        `${((page - 1) * SIZE + 1).toLocaleString("en")}–${Math.min(count, page * SIZE).toLocaleString("en")} of ${Dom.plural(count, "record")}`,
      ),
      Dom.button({ disabled: page >= pages, onclick: go(page + 1) }, "Later rows"),
    );
  }

  function draw(state, scene) {
    const place = Dom.byId("records");
    const rows = order(scene, state.sort);
    if (!rows.length) {
      place.replaceChildren(
        Empty.told(
          "No record is left",
          Store.data.records.length
            ? "The filters and the range of time leave nothing; clear some of them above."
            : "No source of this page tells anything yet.",
        ),
      );
      return;
    }
    const pages = Math.ceil(rows.length / SIZE);
    let page = Math.min(state.page, pages);
    const chosen = rows.indexOf((State.chosen(state.sel) || {}).record);
    if (chosen >= 0 && shown !== state.sel) page = Math.floor(chosen / SIZE) + 1;
    // What is chosen elsewhere stands first of all rows.
    const inside = place.contains(document.activeElement);
    const elsewhere = chosen < 0 && state.sel && shown !== state.sel && !inside;
    if (elsewhere && begun) page = 1;
    if (page !== state.page) State.note({ page });
    [shown, begun] = [state.sel, true];
    const part = rows.slice((page - 1) * SIZE, page * SIZE);
    place.replaceChildren(
      Dom.make(
        "table",
        {},
        Dom.make(
          "caption",
          { class: "hush" },
          `${Dom.plural(rows.length, "record")}, with date, source and paragraph`,
        ),
        Dom.make(
          "thead",
          {},
          Dom.make(
            "tr",
            {},
            COLUMNS.map((column) => heading(column, state.sort)),
          ),
        ),
        Dom.make(
          "tbody",
          {},
          part.map((i) => row(i, state, scene)),
        ),
      ),
      pages > 1 ? pager(state, rows.length, pages, page) : "",
    );
    if (elsewhere) place.scrollTo(0, 0);
    if (chosen >= 0) place.querySelector("tr.chosen")?.scrollIntoView({ block: "nearest" });
  }

  let shown = "",
    begun = false;
  return { draw, order };
})();
