// What a cell of the ledger says of stances, by the marks of `travaux ledger`, and what these mean.
const Stances = (() => {
  const SHOWN = 3;
  // The marks of `travaux ledger`, and what each stands for; a stance bears the first two itself.
  const [OWN, RELAYED, SILENT, MAYBE, AWAY, NONE] = "*†○?–·";
  const SIGNS = {
    [OWN]: ["first-hand", "The holder speaks, or somebody for it, and nobody passed it on"],
    [RELAYED]: ["first-hand, passed on", "The holder's own words, passed on before they came to the source"],
    [SILENT]: [
      "a silence is reported",
      "A source tells of no answer, or of none that takes the matter up as is due",
    ],
    [MAYBE]: ["only possible by that day", "The day of the words is not fully known"],
    [AWAY]: [
      "not in this view",
      "Sources tell of a stance, but not by that day, in that range, or with these filters",
    ],
    [NONE]: ["not recorded", "No source tells of a stance, which does not say that there was none"],
  };
  const used = new Set();
  const sign = (mark) => used.add(mark) && mark;

  const ends = ([first, last]) => [Dates.number(first) ?? -Infinity, Dates.number(last) ?? Infinity];

  /** "certain" from the latest day that a date may mean, "possible" from the earliest, else "". */
  function by([early, late], asof) {
    if (asof === null || late <= asof) return "certain";
    return early <= asof ? "possible" : "";
  }

  /** Stances of one cell that are alike, with the places that tell them. */
  function gathered(told) {
    const groups = new Map();
    for (const each of told) {
      const record = Store.data.records[each.i];
      const name = [record.attitude, record.degree].filter(Boolean).join(", ");
      if (!groups.has(name)) groups.set(name, { record, name, told: [], stands: "possible" });
      const group = groups.get(name);
      group.told.push(each);
      if (each.stands === "certain") group.stands = "certain";
    }
    return [...groups.values()];
  }

  /** The places with their marks, those of one day together: `s1:3* s1:4 2 Feb; s4:8`. */
  function places(told) {
    const days = new Map();
    for (const { i, mark, stands, ...each } of told) {
      const day = each.day || "day open";
      for (const cite of Store.data.records[i].cites) {
        if (!days.has(day)) days.set(day, new Set());
        const maybe = stands === "certain" ? "" : sign(MAYBE);
        days.get(day).add(`${cite}${mark ? sign(mark) : ""}${maybe}`);
      }
    }
    const texts = [...days].map(([day, cites]) => `${[...cites].join(" ")}, ${day}`);
    const more = texts.length - SHOWN;
    return texts.slice(0, SHOWN).join("; ") + (more > 0 ? `; and on ${Dom.plural(more, "day")} more` : "");
  }

  /** Where a silence is told to have ended, and what answers if its line does not show it. */
  function after(told, asof) {
    const listed = (word, name) => {
      const cites = told
        .flatMap((each) => each[name])
        .flatMap(([cite, ...days]) => {
          const stands = by(ends(days), asof);
          return stands ? [cite + (stands === "certain" ? "" : sign(MAYBE))] : [];
        });
      return cites.length ? `, ${word} ${[...new Set(cites)].join(" ")}` : "";
    };
    return listed("later", "later") + listed("answered by", "answers");
  }

  function stance({ record, told, stands }, asof) {
    const line = Store.lineOf.get(record.stance);
    const silent = record.stance === "no-answer" ? `${sign(SILENT)} ` : "";
    const made = Dom.make(
      "span",
      { class: stands === "certain" ? "stance" : "stance possible" },
      line ? Shapes.stroke({ ...line, width: line.width * 1.1 }) : null,
      silent,
      Pieces.isolated(record.attitude || "no attitude"),
      record.degree ? Dom.make("small", {}, " (", Pieces.isolated(record.degree), ")") : "",
      Dom.make("small", { class: "places" }, places(told) + after(told, asof)),
    );
    return Shapes.tinted(made, line);
  }

  /** What the marks in the table stand for, and the letters of packages that are no lines. */
  function key(rows) {
    const entry = (mark, text, title) =>
      Dom.make("span", title ? { title } : {}, Dom.make("strong", {}, mark), " ", text);
    const lettered = rows.some((row) => row.letter || row.also);
    const named = Store.data.ledger.packages.filter(([letter, , own]) => lettered && !own && letter);
    return [
      ...Object.entries(SIGNS)
        .filter(([mark]) => used.has(mark))
        .map(([mark, [text, title]]) => entry(mark, text, title)),
      lettered
        ? entry(
            "A = … [B]",
            "a package, item of package B",
            "What is said of one is not passed down to the other",
          )
        : null,
      ...named.map(([letter, node]) => entry(letter, Pieces.isolated(Store.label(node)))),
    ].filter(Boolean);
  }

  return { SIGNS, AWAY, NONE, MAYBE, sign, ends, by, gathered, stance, key, clear: () => used.clear() };
})();
