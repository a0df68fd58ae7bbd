// The lines between nodes: several between the same two fan out; above a number all are straight.
const Curves = (() => {
  const MOST = 4000;
  const node = (n) => Store.data.nodes[n];

  /** Where the curve of the nth line between two nodes is pulled to; the first is straight. */
  function bends() {
    const between = new Map();
    for (const edge of Store.data.edges) {
      const [low, high] = [Math.min(edge.from, edge.to), Math.max(edge.from, edge.to)];
      const pair = low * Store.data.nodes.length + high;
      const place = between.get(pair) || 0;
      between.set(pair, place + 1);
      const turn = (place % 2 ? 1 : -1) * (edge.from < edge.to ? 1 : -1);
      edge.bend = place ? turn * 0.13 * Math.ceil(place / 2) : 0;
    }
  }

  function middle(edge) {
    const [a, b] = [node(edge.from), node(edge.to)];
    return [(a.x + b.x) / 2 - (b.y - a.y) * edge.bend, (a.y + b.y) / 2 + (b.x - a.x) * edge.bend];
  }

  function trace(path, edge) {
    const [a, b] = [node(edge.from), node(edge.to)];
    path.moveTo(a.x, a.y);
    if (edge.bend && Store.data.edges.length < MOST) path.quadraticCurveTo(...middle(edge), b.x, b.y);
    else path.lineTo(b.x, b.y);
  }

  /** The place half-way along a line. */
  function half(edge) {
    const [a, b, [mx, my]] = [node(edge.from), node(edge.to), middle(edge)];
    return [(a.x + b.x) / 4 + mx / 2, (a.y + b.y) / 4 + my / 2];
  }

  /** Where a line meets the rim of the node that it points to, and its angle there. */
  function end(edge, radius) {
    const [b, [mx, my]] = [node(edge.to), middle(edge)];
    const angle = Math.atan2(b.y - my, b.x - mx);
    return [b.x - Math.cos(angle) * radius, b.y - Math.sin(angle) * radius, angle];
  }

  /** How far a place is from a line; Infinity if surely farther than `reach`. */
  function distance(edge, x, y, reach) {
    const [a, b] = [node(edge.from), node(edge.to)];
    const [mx, my] = middle(edge);
    const [left, right] = [Math.min(a.x, b.x, mx), Math.max(a.x, b.x, mx)];
    if (x < left - reach || x > right + reach) return Infinity;
    const parts = edge.bend ? 8 : 1;
    let [least, px, py] = [Infinity, a.x, a.y];
    for (let i = 1; i <= parts; i++) {
      const t = i / parts;
      const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
      const [qx, qy] = edge.bend ? [u * a.x + v * mx + w * b.x, u * a.y + v * my + w * b.y] : [b.x, b.y];
      const [dx, dy] = [qx - px, qy - py];
      const along = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(px + along * dx - x, py + along * dy - y));
      [px, py] = [qx, qy];
    }
    return least;
  }

  return { MOST, bends, half, end, trace, distance };
})();
