// The shortest connection between two nodes, over the edges that are shown.
const Paths = (() => {
  /** For each node how many steps it is from the start; -1 where nothing leads. */
  function distances(start, edgeOn) {
    const away = new Int32Array(Store.data.nodes.length).fill(-1);
    away[start] = 0;
    for (let rim = [start]; rim.length; ) {
      const next = [];
      for (const n of rim) {
        for (const edge of Store.edgesOf[n]) {
          const end = Store.other(edge, n);
          if (edgeOn[edge.id] && away[end] < 0) {
            away[end] = away[n] + 1;
            next.push(end);
          }
        }
      }
      rim = next;
    }
    return away;
  }

  /** Steps from one to the other, each with all edges between its two nodes; null if unconnected.
   *  Of several shortest ways the one over the best evidenced edges is told. */
  function shortest(from, to, edgeOn) {
    if (from === to) return { steps: [] };
    const away = distances(to, edgeOn);
    if (away[from] < 0) return null;
    const steps = [];
    for (let n = from; n !== to; ) {
      const weight = new Map();
      for (const edge of Store.edgesOf[n]) {
        const end = Store.other(edge, n);
        if (!edgeOn[edge.id] || away[end] !== away[n] - 1) continue;
        weight.set(end, (weight.get(end) || 0) + edge.records.length);
      }
      const best = [...weight].sort((a, b) => b[1] - a[1] || Store.rank[a[0]] - Store.rank[b[0]])[0][0];
      const edges = Store.edgesOf[n].filter((edge) => edgeOn[edge.id] && Store.other(edge, n) === best);
      steps.push({ from: n, to: best, edges });
      n = best;
    }
    return { steps };
  }

  return { shortest };
})();
