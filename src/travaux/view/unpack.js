"use strict";
// The data of the page as the scripts read them: rows again, and what can be worked out filled in.
async function unpacked(element) {
  const data = JSON.parse(await plain(element.textContent.trim(), element.dataset.encoding));
  for (const [table, empty] of Object.entries(EMPTY)) data[table] = rows(data[table], empty);
  const { nodes, edges, records, sources } = data;
  const published = new Map(sources.map((source) => [source.key, source.published]));

  for (const node of nodes) node.names = [node.label, ...node.aliases];
  for (const edge of edges) {
    edge.key = [nodes[edge.from].key, edge.word, nodes[edge.to].key].join(" ");
    edge.disputed = edge.records.some((number) => records[number].disputed);
    edge.inferred = edge.line === "inferred";
  }

  const shownBy = records.map(() => new Set());
  const note = (numbers, ...at) => numbers.forEach((number) => at.forEach((n) => shownBy[number].add(n)));
  nodes.forEach((node, n) => note([...node.records, ...node.mentions], n));
  edges.forEach((edge) => note(edge.records, edge.from, edge.to));
  const who = (each) =>
    typeof each === "number" ? { label: nodes[each].label, node: each } : { label: each, node: null };
  const open = [null, null];
  records.forEach((record, number) => {
    const { happened, said, source } = record;
    record.nodes = [...shownBy[number]].sort((a, b) => a - b);
    record.tellers = record.tellers.map(who);
    record.spoken = record.tellers.length > 0;
    record.clocks = { happened: happened ?? open, said: said ?? open, published: published.get(source) ?? open };
    delete record.happened;
    delete record.said;
  });
  for (const source of sources) source.published ??= open;

  const cell = (each) => (Array.isArray(each) ? { text: each[0], node: each[1] } : { text: each });
  for (const question of data.questions) question.rows = question.rows.map((row) => row.map(cell));
  return data;

  async function plain(text, encoding) {
    if (!encoding) return text;
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }
}

// What an entry has where its column is left out because all of it is empty.
const EMPTY = {
  sources: { key: "", label: "", published: null, told: "" },
  nodes: {
    key: "", label: "", aliases: [], family: "other", kind: "", x: 0, y: 0, weight: 0, community: -1,
    records: [], mentions: [],
  },
  edges: { from: 0, to: 0, word: "", line: "", records: [] },
  records: {
    key: "", kind: "", gloss: "", tellers: [], holders: [], attitude: "", degree: "", modality: "",
    told: "", happened: null, said: null, source: "", cites: [], via: "", firstHand: null, disputed: false,
  },
  links: { kind: "", from: 0, to: 0, reason: "" },
};

function rows({ count, columns }, empty) {
  return Array.from({ length: count }, (_, i) => {
    const row = {};
    for (const key in empty) row[key] = key in columns ? columns[key][i] : empty[key];
    return row;
  });
}
