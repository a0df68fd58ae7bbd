// From what the reader chose: which nodes, edges and records are shown, and which of them are lit.
const Filters = (() => {
  /** Above so many nodes the page opens with the best connected. */
  const MANY = 1500;
  const OVERVIEW = 300;
  const LEAVING = ["clock", "from", "to", "focus", "depth"];
  let latest = null;
  let rest = {};

  const overlaps = (span, from, to) => span[0] <= to && span[1] >= from;

  function range(state) {
    return [Dates.number(state.from) ?? -Infinity, Dates.number(state.to) ?? Infinity];
  }

  function records(state) {
    const { data, span } = Store;
    const [from, to] = range(state);
    const limited = from > -Infinity || to < Infinity;
    const spans = span[state.clock];
    const hidden = Object.fromEntries(State.HIDDEN.map((name) => [name, new Set(state[name])]));
    return Uint8Array.from(data.records, (record, i) => {
      if (hidden.source.has(record.source) || hidden.line.has(record.stance)) return 0;
      if (hidden.attitude.has(record.attitude) || hidden.modality.has(record.modality)) return 0;
      if (!spans[i]) return limited ? 0 : 1;
      return limited && !overlaps(spans[i], from, to) ? 0 : 1;
    });
  }

  /** Edges whose class, line and evidence are shown; what needs no evidence follows its ends. */
  function edges(state, recordOn) {
    const { data } = Store;
    const families = new Set(state.class);
    const lines = new Set(state.line);
    const family = (n) => families.has(data.nodes[n].family);
    return Uint8Array.from(data.edges, (edge) => {
      if (lines.has(edge.line) || family(edge.from) || family(edge.to)) return 0;
      return !edge.records.length || edge.records.some((i) => recordOn[i]) ? 1 : 0;
    });
  }

  function nodes(state, recordOn, edgeOn) {
    const { data, edgesOf, recordsOf } = Store;
    const families = new Set(state.class);
    const lines = new Set(state.line);
    const nodeOn = Uint8Array.from(data.nodes, (node, n) => {
      if (families.has(node.family)) return 0;
      if (edgesOf[n].length && edgesOf[n].every((edge) => lines.has(edge.line))) return 0;
      return recordsOf[n].some((i) => recordOn[i]) ? 1 : 0;
    });
    // What only the reference layer ties to anything is shown while its other end is.
    data.nodes.forEach((node, n) => {
      if (nodeOn[n] || recordsOf[n].length || families.has(node.family)) return;
      const held = edgesOf[n].some((edge) => edgeOn[edge.id] && nodeOn[Store.other(edge, n)]);
      if (held || !edgesOf[n].length) nodeOn[n] = 1;
    });
    return nodeOn;
  }

  const join = (scene) => {
    Store.data.edges.forEach((edge, e) => {
      if (!scene.nodeOn[edge.from] || !scene.nodeOn[edge.to]) scene.edgeOn[e] = 0;
    });
  };

  /** The nodes at most so many steps away over the edges that are shown. */
  function around(start, depth, edgeOn) {
    const near = new Set([start]);
    let rim = [start];
    for (let step = 0; step < depth; step++) {
      const next = [];
      for (const n of rim) {
        for (const edge of Store.edgesOf[n]) {
          const end = Store.other(edge, n);
          if (edgeOn[edge.id] && !near.has(end)) near.add(end) && next.push(end);
        }
      }
      rim = next;
    }
    return near;
  }

  function narrow(scene, near, start) {
    scene.nodeOn = scene.nodeOn.map((on, n) => (near.has(n) ? on : 0));
    scene.nodeOn[start] = 1;
    join(scene);
    const told = new Set(Store.recordsOf[start]);
    Store.data.edges.forEach((edge, e) => scene.edgeOn[e] && edge.records.forEach((i) => told.add(i)));
    scene.recordOn = scene.recordOn.map((on, i) => (told.has(i) ? on : 0));
  }

  /** With very many nodes only the best connected are drawn, and what is lit. */
  function overview(scene, state) {
    const on = Store.byDegree.filter((n) => scene.nodeOn[n]);
    scene.total = on.length;
    scene.overview = on.length > MANY && !state.all;
    if (!scene.overview) return;
    const kept = new Set([...on.slice(0, OVERVIEW), ...(scene.lit?.nodes || [])]);
    scene.nodeOn = scene.nodeOn.map((each, n) => (each && kept.has(n) ? 1 : 0));
    scene.edgeOn = scene.edgeOn.slice();
    join(scene);
  }

  const lights = () => ({ nodes: new Set(), edges: new Set(), records: new Set() });

  function lightEdge(lit, edge) {
    lit.edges.add(edge.id);
    lit.nodes.add(edge.from).add(edge.to);
    edge.records.forEach((i) => lit.records.add(i));
  }

  /** The records of a cell: stances of that actor on that item. */
  const cellOf = (item, actor) =>
    Store.data.ledger.cells
      .filter(
        (cell) =>
          Store.data.ledger.items[cell.item].node === item && Store.data.ledger.actors[cell.actor] === actor,
      )
      .map((cell) => cell.record);

  function lightChosen(chosen, scene) {
    const lit = lights();
    const { node, edge, record, item, actor } = chosen;
    if (node !== undefined) {
      lit.nodes.add(node);
      Store.recordsOf[node].forEach((i) => lit.records.add(i));
      for (const each of Store.edgesOf[node]) {
        if (scene.edgeOn[each.id]) lit.edges.add(each.id) && lit.nodes.add(each.from).add(each.to);
      }
    } else if (edge) lightEdge(lit, edge);
    else {
      const told = record === undefined ? cellOf(item, actor) : [record];
      if (record === undefined) lit.nodes.add(item).add(actor);
      for (const i of told) {
        lit.records.add(i);
        Store.data.records[i].nodes.forEach((n) => lit.nodes.add(n));
        Store.edgesWith[i].forEach((each) => lit.edges.add(each.id));
      }
    }
    return lit;
  }

  function lightAnswer(question) {
    const lit = lights();
    question.nodes.forEach((n) => lit.nodes.add(n));
    const cited = new Set(question.rows.flat().flatMap((cell) => (cell.text || "").split(/[\s,;]+/)));
    Store.data.edges.forEach((edge) => {
      const both = lit.nodes.has(edge.from) && lit.nodes.has(edge.to);
      if (both && edge.records.some((i) => Store.data.records[i].cites.some((cite) => cited.has(cite))))
        lit.edges.add(edge.id);
    });
    Store.data.records.forEach((record, i) => {
      const told = record.cites.some((cite) => cited.has(cite));
      if (told && record.nodes.some((n) => lit.nodes.has(n))) lit.records.add(i);
    });
    return lit;
  }

  function lightPath(state, scene) {
    const [from, to] = state.path.map((key) => Store.indexOf.get(key));
    scene.path = Paths.shortest(from, to, scene.edgeOn);
    const lit = lights();
    lit.nodes.add(from).add(to);
    for (const step of scene.path?.steps || []) step.edges.forEach((edge) => lightEdge(lit, edge));
    return lit;
  }

  function light(state, scene) {
    const chosen = state.sel && State.chosen(state.sel);
    const path = state.path.length ? lightPath(state, scene) : null;
    if (chosen) return lightChosen(chosen, scene);
    if (path) return path;
    return state.ask ? lightAnswer(Store.questionOf.get(state.ask)) : null;
  }

  /** What the filters, the range and the focus leave; worked out anew only if one of them changed. */
  function left(state) {
    const key = JSON.stringify([...LEAVING, ...State.HIDDEN].map((name) => state[name]));
    if (rest.key === key) return rest.made;
    const recordOn = records(state);
    const edgeOn = edges(state, recordOn);
    const made = { recordOn, edgeOn, nodeOn: nodes(state, recordOn, edgeOn) };
    join(made);
    if (state.focus) {
      const start = Store.indexOf.get(state.focus);
      narrow(made, around(start, state.depth, made.edgeOn), start);
    }
    const families = new Set(state.class);
    if (families.size) {
      made.recordOn = made.recordOn.map((on, i) => {
        const named = Store.data.records[i].nodes;
        return on && named.length && named.every((n) => families.has(Store.data.nodes[n].family)) ? 0 : on;
      });
    }
    made.shown = made.recordOn.reduce((sum, on) => sum + on, 0);
    rest = { key, made };
    return made;
  }

  /** What is shown: nodeOn, edgeOn, recordOn (1 or 0 each), lit (sets, or null), path, overview. */
  function scene(state) {
    const made = { ...left(state), path: null };
    made.lit = light(state, made);
    overview(made, state);
    latest = made;
    return made;
  }

  return { scene, latest: () => latest, range, cellOf };
})();
