// The data of the page, read once, and what follows from them alone.
const Store = (() => {
  const CLOCKS = ["happened", "said", "published"];
  const store = { clocks: CLOCKS };

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

  function tie(data) {
    const count = data.nodes.length;
    store.edgesOf = Array.from({ length: count }, () => []);
    const lines = data.lines.map((line) => line.key);
    data.edges.forEach((edge, i) => {
      edge.id = i;
      edge.rank = lines.indexOf(edge.line);
      store.edgesOf[edge.from].push(edge);
      if (edge.to !== edge.from) store.edgesOf[edge.to].push(edge);
    });
    for (const edges of store.edgesOf) edges.sort((a, b) => a.rank - b.rank || a.id - b.id);
    store.degree = store.edgesOf.map((edges) => edges.length);
    store.byDegree = data.nodes.map((_, n) => n).sort((a, b) => store.degree[b] - store.degree[a] || a - b);
    store.rank = new Int32Array(count);
    store.byDegree.forEach((n, place) => (store.rank[n] = place));
  }

  /** Which records stand with which node: what it lists, its edges' and those that name it. */
  function file(data) {
    const sets = data.nodes.map((node) => new Set(node.records));
    data.records.forEach((record, i) => record.nodes.forEach((n) => sets[n].add(i)));
    for (const edge of data.edges) {
      for (const end of [edge.from, edge.to]) edge.records.forEach((i) => sets[end].add(i));
    }
    store.recordsOf = sets.map((set) => [...set].sort((a, b) => a - b));
    store.edgesWith = data.records.map(() => []);
    for (const edge of data.edges) for (const i of edge.records) store.edgesWith[i].push(edge);
    store.linksOf = new Map();
    for (const link of data.links || []) {
      for (const end of [link.from, link.to]) {
        if (!store.linksOf.has(end)) store.linksOf.set(end, []);
        store.linksOf.get(end).push(link);
      }
    }
  }

  /** A record's span on a clock as two day numbers, an open end infinite; null where not told. */
  function spans(data) {
    store.span = Object.fromEntries(
      CLOCKS.map((clock) => [
        clock,
        data.records.map((record) => {
          const [early, late] = (record.clocks[clock] || []).map(Dates.number);
          if ((early ?? late ?? null) === null) return null;
          return [early ?? -Infinity, late ?? Infinity];
        }),
      ]),
    );
    // The day that a record is ordered by: of its words, else of what happened, else of its article.
    store.day = data.records.map((_, i) => {
      for (const clock of ["said", "happened", "published"]) {
        const span = store.span[clock][i];
        if (span) return Number.isFinite(span[0]) ? span[0] : span[1];
      }
      return Infinity;
    });
  }

  /** Which group of stances an attitude is in: that of the edges which are called like it. */
  function stances(data) {
    const groups = new Map();
    for (const { word, line, records } of data.edges) {
      for (const i of records) if (data.records[i].attitude === word) groups.set(word, line);
    }
    for (const record of data.records) {
      record.stance ||= groups.get(record.attitude) || "";
      // Whoever tells the stance of another; holders may well speak for themselves.
      record.others = record.tellers.filter((each) => !record.holders.includes(each.node ?? each.label));
      record.second = record.firstHand === null ? record.others.length > 0 : !record.firstHand;
      record.told = record.told.replace(/(\d)\/(\d)/g, "$1 to $2");
    }
  }

  async function load() {
    const data = await unpacked(Dom.byId("data"));
    store.data = data;
    stances(data);
    store.indexOf = new Map(data.nodes.map((node, n) => [node.key, n]));
    store.edgeOf = new Map(data.edges.map((edge) => [edge.key, edge]));
    store.recordOf = new Map(data.records.map((record, i) => [record.key, i]));
    store.questionOf = new Map((data.questions || []).map((question) => [question.name, question]));
    store.familyOf = new Map(data.families.map((family) => [family.key, family]));
    store.lineOf = new Map(data.lines.map((line) => [line.key, line]));
    store.sourceOf = new Map(data.sources.map((source) => [source.key, source]));
    store.spoken = new Set(data.spoken);
    tie(data);
    file(data);
    spans(data);
    return data;
  }

  /** The spellings of every node, its key last, folded; made on first use. */
  function spellings() {
    store.folded ||= store.data.nodes.map((node) => [...node.names, node.key].map(fold));
    return store.folded;
  }

  const other = (edge, n) => (edge.from === n ? edge.to : edge.from);
  const label = (n) => (typeof n === "number" ? store.data.nodes[n].label : n);

  return Object.assign(store, { load, fold, spellings, other, label });
})();
