// Places of a neighbourhood: its middle, and a ring for each step away from it.
const Rings = (() => {
  const GAP = 190; // between rings, in the picture's own units
  const ROOM = 74; // that a node has on its ring

  /** Steps from the start to each node that is shown. */
  function steps(start, { nodeOn, edgeOn }) {
    const away = new Map([[start, 0]]);
    for (let rim = [start]; rim.length; ) {
      const next = [];
      for (const n of rim) {
        for (const edge of Store.edgesOf[n]) {
          const end = Store.other(edge, n);
          if (!edgeOn[edge.id] || !nodeOn[end] || away.has(end)) continue;
          away.set(end, away.get(n) + 1);
          next.push(end);
        }
      }
      rim = next;
    }
    return away;
  }

  /** The angle at which a node stands: near the nodes of the ring inside that it hangs on. */
  function wanted(n, angles, home, middle, edgeOn) {
    let [x, y] = [0, 0];
    for (const edge of Store.edgesOf[n]) {
      const angle = angles.get(Store.other(edge, n));
      if (angle === undefined || !edgeOn[edge.id]) continue;
      x += Math.cos(angle);
      y += Math.sin(angle);
    }
    if (x || y) return Math.atan2(y, x);
    return Math.atan2(home[n].y - middle.y, home[n].x - middle.x);
  }

  /** {node: {x, y}} for what is shown around the start; wide rather than high, as screens are. */
  function places(start, scene, home) {
    const found = new Map([[start, { x: home[start].x, y: home[start].y }]]);
    const middle = found.get(start);
    const rings = new Map();
    for (const [n, away] of steps(start, scene)) {
      if (!rings.has(away)) rings.set(away, []);
      rings.get(away).push(n);
    }
    let [angles, radius] = [new Map(), 0];
    for (let away = 1; rings.has(away); away++) {
      const ring = rings.get(away);
      const order = ring.map((n) => [n, wanted(n, angles, home, middle, scene.edgeOn)]);
      order.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      // A crowded ring is two: every other node stands a little farther out.
      const crowded = ring.length > 16;
      radius = Math.max(radius + GAP, (ring.length * ROOM) / (crowded ? 2 : 1) / (2 * Math.PI));
      const next = new Map();
      order.forEach(([n], i) => {
        const angle = order[0][1] + (2 * Math.PI * i) / order.length;
        const far = radius + (crowded && i % 2 ? GAP * 0.55 : 0);
        next.set(n, angle);
        found.set(n, { x: middle.x + Math.cos(angle) * far * 1.3, y: middle.y + Math.sin(angle) * far });
      });
      if (crowded) radius += GAP * 0.55;
      angles = next;
    }
    return found;
  }

  return { places };
})();
