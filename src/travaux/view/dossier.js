// What is told of the thing chosen: each claim with speaker, date, strength, citation.
const Dossier = (() => {
  const { isolated, names, link, cite, citation, claim, heading, keyOf, few, shownOf, hiddenNote } = Pieces;

  // A node -----------------------------------------------------------------------------------
  function actions(n) {
    const { key } = Store.data.nodes[n];
    const state = State.get();
    const here = state.focus === key ? state.depth : 0;
    const depths = [1, 2, 3].map((depth) =>
      Dom.button(
        {
          "aria-pressed": String(here === depth),
          "aria-label": `Show only what is within ${Dom.plural(depth, "step")}`,
          "data-depth": depth,
          onclick: () => State.set(here === depth ? { focus: "", depth: 1 } : { focus: key, depth }),
        },
        String(depth),
      ),
    );
    return Dom.make(
      "div",
      { class: "actions" },
      Dom.make(
        "div",
        { role: "group", "aria-label": "Surroundings", class: "steps" },
        Dom.make("span", {}, "Only its surroundings, steps:"),
        depths,
      ),
      Combobox.make("connect", "Shortest connection to", (to) =>
        State.set({ path: [key, Store.data.nodes[to].key], sel: "", ask: "" }),
      ),
    );
  }

  /** How often it takes each kind of stance itself. */
  function tally(n) {
    const counts = new Map();
    for (const i of shownOf(Store.recordsOf[n])) {
      const record = Store.data.records[i];
      if (record.stance && record.holders.includes(n))
        counts.set(record.stance, (counts.get(record.stance) || 0) + 1);
    }
    if (!counts.size) return null;
    const parts = Store.data.lines
      .filter((line) => counts.has(line.key))
      .map((line) =>
        Dom.make(
          "li",
          {},
          Shapes.stroke(line),
          `${line.label} `,
          Dom.make("strong", {}, String(counts.get(line.key))),
        ),
      );
    return Dom.make("ul", { class: "tally", "aria-label": "Records of stances it takes" }, parts);
  }

  function relation(edge, n, seen) {
    const line = Store.lineOf.get(edge.line);
    const told = shownOf(edge.records);
    const fresh = told.filter((i) => !seen.has(i));
    const again = told.filter((i) => seen.has(i));
    told.forEach((i) => seen.add(i));
    const out = edge.from === n;
    const title = Dom.make(
      "h3",
      {},
      Shapes.stroke(line),
      out ? [isolated(edge.word), " ", link(edge.to)] : [link(edge.from), " ", isolated(edge.word)],
      edge.disputed ? Dom.make("span", { class: "tag" }, "told differently") : null,
      edge.inferred ? Dom.make("span", { class: "tag" }, "inferred") : null,
    );
    const known = [edge.from, edge.to];
    return Dom.make(
      "section",
      { class: "relation" },
      title,
      fresh.map((i) => claim(i, edge.word, known)),
      again.length
        ? Dom.make(
            "p",
            { class: "how" },
            "also: ",
            again
              .flatMap((i) =>
                Store.data.records[i].cites.map((text) => [cite(text, Store.data.records[i]), " "]),
              )
              .flat(),
          )
        : null,
    );
  }

  function node(n) {
    const { label, kind, names: spellings } = Store.data.nodes[n];
    const also = [...new Set(spellings)].filter((name) => name !== label);
    const seen = new Set();
    const edges = Store.edgesOf[n].filter((edge) => Filters.latest().edgeOn[edge.id]);
    const items = edges.map((edge) => () => relation(edge, n, seen));
    const rest = () => {
      const others = shownOf(Store.recordsOf[n]).filter(
        (i) => !edges.some((edge) => edge.records.includes(i)),
      );
      return others.length
        ? Dom.make(
            "section",
            { class: "relation" },
            Dom.make("h3", {}, "Also recorded"),
            few(
              others.map((i) => () => claim(i, "", [n])),
              "records",
            ),
          )
        : null;
    };
    return [
      ...heading(
        isolated(label),
        isolated(kind),
        also.length
          ? [
              " · also ",
              also.slice(0, 8).flatMap((name, i) => (i ? [", ", isolated(name)] : [isolated(name)])),
            ].flat()
          : null,
        [" · ", keyOf(Store.data.nodes[n].key)],
      ),
      actions(n),
      tally(n),
      ...few(items, "relations"),
      rest(),
      hiddenNote(Store.recordsOf[n], shownOf(Store.recordsOf[n])),
    ];
  }

  // An edge, a cell, a record ----------------------------------------------------------------
  function edge(each) {
    const ends = [each.from, each.to];
    const told = shownOf(each.records);
    return [
      ...heading(
        [link(each.from), " ", isolated(each.word), " ", link(each.to)].flat(),
        Store.lineOf.get(each.line).label,
        each.disputed ? " · sources tell it differently" : null,
      ),
      each.records.length ? null : Dom.make("p", {}, "A link of the reference layer; it needs no evidence."),
      ...told.map((i) => claim(i, each.word, ends)),
      hiddenNote(each.records, told),
    ];
  }

  function cell(item, actor) {
    const all = Filters.cellOf(item, actor).sort((a, b) => Store.day[b] - Store.day[a] || a - b);
    const told = shownOf(all);
    const asof = Dates.number(State.get().asof);
    const marked = told.map((i) => {
      const stands = Ledger.standing(i, asof);
      const note =
        stands === "possible" ? "possible by that day, not certain" : stands ? "" : "after that day";
      return Dom.make(
        "div",
        { class: stands ? "" : "later" },
        note ? Dom.make("p", { class: "tag" }, note) : null,
        claim(i, "", [actor]),
      );
    });
    return [
      ...heading([link(actor), " on ", link(item)], `${Dom.plural(all.length, "record")}, the latest first`),
      ...marked,
      hiddenNote(all, told),
    ];
  }

  function told(clock, i) {
    const span = Store.span[clock][i];
    if (!span) return null;
    const [early, late] = span;
    if (early === late) return Dates.words(early);
    if (!Number.isFinite(early)) return `${Dates.words(late)} or earlier`;
    if (!Number.isFinite(late)) return `${Dates.words(early)} or later`;
    return `between ${Dates.words(early)} and ${Dates.words(late)}`;
  }

  function bearing(link_, i) {
    const end = link_.from === i ? link_.to : link_.from;
    return Dom.make(
      "section",
      { class: "relation" },
      Dom.make("h3", {}, isolated(link_.kind)),
      Dom.make("p", { class: "how" }, isolated(link_.reason)),
      claim(end),
    );
  }

  function record(i) {
    const each = Store.data.records[i];
    const source = Store.sourceOf.get(each.source);
    const facts = [
      ["Told by", each.tellers.length ? names(each.tellers) : null],
      ["Stance of", each.holders.length ? names(each.holders) : null],
      ["Stance", each.attitude && isolated(each.attitude)],
      ["Strength", each.degree && isolated(each.degree)],
      ["Modality", each.modality && isolated(each.modality)],
      ["Happened", told("happened", i)],
      ["Said", told("said", i)],
      ["Published", told("published", i)],
      ["Via", each.via && isolated(each.via)],
      ["At hand", each.firstHand === null ? null : each.firstHand ? "first-hand" : "second-hand"],
      ["Source", source && isolated(source.label)],
      ["Names", each.nodes.length ? names(each.nodes) : null],
    ];
    const rows = facts
      .filter(([, value]) => value)
      .flatMap(([name, value]) => [Dom.make("dt", {}, name), Dom.make("dd", {}, value)]);
    return [
      ...heading(isolated(each.gloss), isolated(each.kind), " · ", each.told, " · ", keyOf(each.key)),
      Dom.make(
        "p",
        {},
        each.cites.map((text) => [cite(text, each), " "]),
        Dom.button(
          {
            class: "plain",
            onclick: () => Share.copy(each.cites.map((text) => citation(text, each)).join("\n"), "Citation"),
          },
          "Copy citation",
        ),
      ),
      Dom.make("dl", {}, rows),
      ...(Store.linksOf.get(i) || []).map((link_) => bearing(link_, i)),
    ];
  }

  return { node, edge, cell, record, path: Connection.told, rest: Start.told };
})();
