// What the panel and the other views are made of: names, citations, claims.
const Pieces = (() => {
  const FIRST = 8;
  const LONG = 36;

  /** A text of the data, kept apart from its surroundings, and marked if in another language. */
  const isolated = (text) =>
    Dom.make("bdi", Store.spoken.has(text) ? { lang: Store.data.language } : {}, text);

  /** A node as a link, which opens beside by the browser's own means as well. */
  function link(n) {
    const follow = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      Search.choose(n);
    };
    return Dom.make(
      "a",
      { class: "link", href: `#sel=${encodeURIComponent(Store.data.nodes[n].key)}`, onclick: follow },
      isolated(Store.label(n)),
    );
  }

  /** Nodes as links, other names as text: a list of numbers, texts or {label, node}. */
  function names(list) {
    return list.flatMap((each, i) => {
      const node = typeof each === "object" ? each.node : each;
      const made =
        typeof node === "number" ? link(node) : isolated(typeof each === "object" ? each.label : each);
      return i ? [", ", made] : [made];
    });
  }

  /** A citation as a button that copies it with its source, in full. */
  function cite(text, record) {
    return Dom.button(
      {
        class: "cite",
        title: "Copy this citation",
        "aria-label": `Copy citation ${text}`,
        onclick: () => Share.copy(citation(text, record), `Citation ${text}`),
      },
      text,
    );
  }

  function citation(text, record) {
    const [key, paragraph] = text.split(":");
    const source = Store.sourceOf.get(key);
    return `${source ? source.label : key}${source?.told ? ` (${source.told})` : ""}, paragraph ${paragraph} [${text}]${record ? `: ${record.gloss}` : ""}`;
  }

  const stanceOf = (record) => [record.attitude, record.degree].filter(Boolean).join(", ");

  function how(record) {
    const parts = [];
    if (record.holders.length && record.others.length) parts.push(["told by ", ...names(record.others)]);
    if (record.via) parts.push(["via ", isolated(record.via)]);
    if (record.firstHand === true || record.firstHand === 1) parts.push(["first-hand"]);
    if (record.firstHand === false || record.firstHand === 0) parts.push(["second-hand"]);
    if (record.modality) parts.push([isolated(record.modality)]);
    return parts.flatMap((part, i) => (i ? [" · ", ...part] : part));
  }

  /** One claim; `word` is what the heading says already, `known` the nodes it names. */
  function claim(i, word = "", known = []) {
    const record = Store.data.records[i];
    const line = Store.lineOf.get(record.stance);
    const who = record.holders.length ? record.holders : record.tellers;
    const others = who.filter((each) => !known.includes(typeof each === "object" ? each.node : each));
    const said = stanceOf(record);
    const stance = said && said !== word ? [isolated(said)] : [];
    const together = others.length && others.length < who.length ? ["with "] : [];
    const lead = [
      ...together,
      ...(others.length ? names(others) : []),
      ...(others.length && stance.length ? [": "] : []),
      ...stance,
    ];
    return Dom.make(
      "div",
      { class: "claim" },
      Dom.make(
        "p",
        { class: "meta" },
        Dom.button(
          {
            class: "link date",
            title: "Show this record alone",
            onclick: () => State.set({ sel: record.key }),
          },
          record.told || "no date",
        ),
        // Beside a long date there is no room, and no line begins with a dot.
        lead.length ? (record.told.length > LONG ? Dom.make("br") : " · ") : "",
        line && stance.length ? Shapes.tinted(Dom.make("span", { class: "stance" }, lead), line) : lead,
      ),
      Dom.make(
        "p",
        {},
        isolated(record.gloss),
        " ",
        record.cites.map((text) => [cite(text, record), " "]),
      ),
      Dom.make("p", { class: "how" }, how(record)),
    );
  }

  const shownOf = (numbers) => numbers.filter((i) => Filters.latest().recordOn[i]);

  function hiddenNote(all, shown) {
    const count = all.length - shown.length;
    return count
      ? Dom.make("p", { class: "how" }, `${Dom.plural(count, "more record")} hidden by what is chosen above.`)
      : null;
  }

  const heading = (title, ...kind) => [
    Dom.make("h2", { tabindex: "-1" }, title),
    kind.length ? Dom.make("p", { class: "kind" }, kind) : null,
  ];

  /** The name by which queries and the command line know it, to take along. */
  const keyOf = (key) =>
    Dom.button(
      {
        class: "key",
        title: "Copy: so queries and the command line call it",
        onclick: () => Share.copy(key, key),
      },
      Dom.make("code", {}, isolated(key)),
    );

  /** The first few, and the rest at a press. */
  function few(items, word) {
    if (items.length <= FIRST + 2) return items.map((make) => make());
    const more = Dom.button({ class: "more" }, `Show the other ${items.length - FIRST} ${word}`);
    more.addEventListener("click", () => {
      const rest = items.slice(FIRST).map((make) => make());
      more.replaceWith(...rest);
      rest[0].querySelector("button")?.focus();
    });
    return [...items.slice(0, FIRST).map((make) => make()), more];
  }

  return { isolated, names, link, cite, citation, claim, heading, keyOf, few, shownOf, hiddenNote };
})();
