// The data of the page as the scripts read them: rows again, and what can be worked out filled in.
const { unpacked } = (() => {
  // What an entry has where its column is left out because all of it is empty.
  const EMPTY = {
    sources: { key: "", label: "", published: null, told: "" },
    nodes: {
      key: "", label: "", aliases: [], family: "other", kind: "", x: 0, y: 0, weight: 0,
      records: [], mentions: [],
    },
    edges: { from: 0, to: 0, word: "", line: "", records: [] },
    records: {
      key: "", kind: "", gloss: "", tellers: [], holders: [], attitude: "", stance: "", degree: "", modality: "",
      told: "", happened: null, said: null, source: "", cites: [], via: "", attributed: false, disputed: false,
    },
    links: { kind: "", from: 0, to: 0, reason: "" },
  };
  const BOARD = {
    items: { node: 0, depth: 0, letter: "", also: "", states: [] },
    cells: { item: 0, actor: 0, record: 0, mark: "", day: "", days: [], later: [], answers: [] },
  };
  const LISTS = new Set(["aliases", "records", "mentions", "tellers", "holders", "cites"]);
  const DAYS = new Set(["published", "happened", "said"]);
  const OPEN = [null, null];

  async function plain(text, encoding) {
    if (!encoding) return text;
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  /** Numbers from their digits to base 64, of which 0 is a question mark. */
  function numbers({ low, digits }) {
    const found = Array(digits[0].length).fill(low);
    digits.forEach((plane, place) => {
      for (let i = 0; i < plane.length; i++) found[i] += (plane.charCodeAt(i) - 63) * 64 ** place;
    });
    return found;
  }

  /** A column without what shortens it: differences, the key of its source, places of values. */
  function column(given, { count, columns }) {
    if (Array.isArray(given)) return given;
    let sum = 0;
    if (given.digits) return numbers(given);
    if (given.by) return numbers(given.by).map((step) => (sum += step));
    if (given.rest) {
      const sources = column(columns.source, { count });
      return column(given.rest, { count }).map((rest, i) => `${given.in}${sources[i]}-${rest}`);
    }
    const { at } = given.from ? columns[given.from] : given;
    return at ? numbers(at).map((place) => given.of[place]) : Array(count).fill(given.of[0]);
  }

  /** No value stands bare where there may be several, no day for two. */
  function long(key, values) {
    if (LISTS.has(key)) return values.map((each) => (each === null ? [] : Array.isArray(each) ? each : [each]));
    if (DAYS.has(key)) return values.map((each) => (typeof each === "string" ? [each, each] : each));
    return values;
  }

  function rows(table, empty) {
    const full = {};
    for (const [key, given] of Object.entries(table.columns)) full[key] = long(key, column(given, table));
    return Array.from({ length: table.count }, (_, i) => {
      const row = {};
      for (const key in empty) row[key] = key in full ? full[key][i] : empty[key];
      return row;
    });
  }

  function fillRecords({ nodes, edges, records, sources }) {
    const published = new Map(sources.map((source) => [source.key, source.published]));
    const shownBy = records.map(() => new Set());
    const note = (numbers, ...at) => numbers.forEach((number) => at.forEach((n) => shownBy[number].add(n)));
    nodes.forEach((node, n) => note([...node.records, ...node.mentions], n));
    edges.forEach((edge) => note(edge.records, edge.from, edge.to));
    const who = (each) =>
      typeof each === "number" ? { label: nodes[each].label, node: each } : { label: each, node: null };
    records.forEach((record, number) => {
      const { happened, said, source } = record;
      if (record.holders[0] === true) record.holders = record.tellers;
      record.cites = record.cites.map((each) => (typeof each === "number" ? `${source}:${each}` : each));
      record.nodes = [...shownBy[number]].sort((a, b) => a - b);
      record.tellers = record.tellers.map(who);
      record.firstHand = record.attributed ? false : record.stance ? true : null;
      record.spoken = record.tellers.length > 0;
      record.clocks = { happened: happened ?? OPEN, said: said ?? OPEN, published: published.get(source) ?? OPEN };
      delete record.happened;
      delete record.said;
    });
  }

  function fillEdges({ nodes, edges, records }) {
    for (const edge of edges) {
      edge.key = [nodes[edge.from].key, edge.word, nodes[edge.to].key].join(" ");
      edge.disputed = edge.records.some((number) => records[number].disputed);
      edge.inferred = edge.line === "inferred";
    }
  }

  async function unpacked(element) {
    const data = JSON.parse(await plain(element.textContent.trim(), element.dataset.encoding));
    for (const [table, empty] of Object.entries(EMPTY)) data[table] = rows(data[table], empty);
    for (const [table, empty] of Object.entries(BOARD)) data.ledger[table] = rows(data.ledger[table], empty);
    for (const node of data.nodes) node.names = [node.label, ...node.aliases];
    fillEdges(data);
    fillRecords(data);
    for (const source of data.sources) source.published ??= OPEN;
    // Of a cell's numbers those from 0 on are nodes, the others texts that recur.
    const cell = (each) => {
      if (Array.isArray(each)) return { text: each[0], node: each[1] };
      if (typeof each === "string") return { text: each };
      return each < 0 ? { text: data.texts[-1 - each] } : { text: data.nodes[each].label, node: each };
    };
    for (const question of data.questions) question.rows = question.rows.map((row) => row.map(cell));
    return data;
  }

  return { unpacked };
})();
