// Paints the graph: lines first, as few strokes as there are kinds of them, then nodes, then marks.
const Paint = (() => {
  const FEW = 260; // so many lit lines are still worth arrows
  const TIP = 8.5; // length of an arrow's tip on the screen
  let paths = { rest: new Map(), lit: new Map(), marks: [], arrows: [] };
  let inks = [];

  /** What is to be stroked in this scene. */
  function outlines() {
    const { scene } = Stage;
    paths = { rest: new Map(), lit: new Map(), marks: [], arrows: [] };
    const few = scene.lit && scene.lit.edges.size <= FEW;
    for (const edge of Store.data.edges) {
      if (!scene.edgeOn[edge.id]) continue;
      const bright = Boolean(scene.lit?.edges.has(edge.id));
      if (edge.disputed && (bright || !scene.lit)) paths.marks.push(edge);
      if (bright && few) paths.arrows.push(edge);
      const group = bright ? paths.lit : paths.rest;
      if (!group.has(edge.line)) group.set(edge.line, new Path2D());
      Curves.trace(group.get(edge.line), edge);
    }
  }

  function colours() {
    Stage.palette = Theme.palette();
    const ofFamily = new Map(Store.data.families.map((family) => [family.key, Theme.of(family)]));
    inks = Store.data.nodes.map((each) => ofFamily.get(each.family));
  }

  function stroke(context, group, alphaOf, widthOf, dashed) {
    const scale = Stage.network.getScale();
    for (const [key, path] of group) {
      const line = Store.lineOf.get(key);
      context.globalAlpha = alphaOf(line);
      context.strokeStyle = Theme.of(line);
      context.lineWidth = Math.max(widthOf(line), 0.9 / scale);
      context.setLineDash(dashed ? line.dashes.map((each) => each * Math.max(1, 0.7 / scale)) : []);
      context.stroke(path);
    }
  }

  function edges(context) {
    const { scene, ready } = Stage;
    if (!ready) return;
    const many = Store.data.edges.length > Curves.MOST;
    const boldness = Stage.count(scene.edgeOn) < 200 ? 1.8 : 1;
    const rest = (line) =>
      scene.lit ? (many ? 0.03 : Stage.few ? 0.16 : 0.07) : many ? 0.14 : (line.width > 1 ? 0.5 : 0.3) * boldness;
    context.save();
    context.lineCap = "butt";
    stroke(context, paths.rest, rest, (line) => line.width * 0.6, !many && !scene.lit);
    const bold = paths.arrows.length ? (line) => line.width + 0.4 : (line) => line.width * 0.75;
    stroke(context, paths.lit, () => 0.9, bold, !many || paths.arrows.length);
    arrows(context);
    context.restore();
  }

  /** The tips of lit lines, at the rim of the node that each points to. */
  function arrows(context) {
    const scale = Stage.network.getScale();
    const tips = new Map();
    for (const edge of paths.arrows) {
      if (edge.from === edge.to) continue;
      const [x, y, angle] = Curves.end(edge, Stage.radiusOf(edge.to) * 1.08);
      if (!tips.has(edge.line)) tips.set(edge.line, new Path2D());
      const path = tips.get(edge.line);
      path.moveTo(x, y);
      for (const turn of [0.42, -0.42]) {
        const [dx, dy] = [Math.cos(angle + turn), Math.sin(angle + turn)];
        path.lineTo(x - (dx * TIP) / scale, y - (dy * TIP) / scale);
      }
      path.closePath();
    }
    context.globalAlpha = 1;
    for (const [key, path] of tips) {
      context.fillStyle = Theme.of(Store.lineOf.get(key));
      context.fill(path);
    }
  }

  /** Where sources tell it differently: a small "not equal" on the line. */
  function marks(context) {
    const scale = Stage.network.getScale();
    if (!Stage.scene.lit && (scale < 0.45 || paths.marks.length > 200)) return;
    context.save();
    context.scale(1 / scale, 1 / scale);
    context.lineWidth = 1.4;
    for (const edge of paths.marks) {
      const [x, y] = Curves.half(edge).map((each) => each * scale);
      context.beginPath();
      context.arc(x, y, 6.5, 0, 2 * Math.PI);
      context.fillStyle = Stage.palette.paper;
      context.strokeStyle = Stage.palette.ink;
      context.fill();
      context.stroke();
      context.beginPath();
      for (const [x1, y1, x2, y2] of [
        [-3, -1.4, 3, -1.4],
        [-3, 1.4, 3, 1.4],
        [-1.6, 3.4, 1.6, -3.4],
      ]) {
        context.moveTo(x + x1, y + y1);
        context.lineTo(x + x2, y + y2);
      }
      context.stroke();
    }
    context.restore();
  }

  /** How vis draws a node: by its outline, or where that is too small to be told, a square. */
  function node({ ctx: context, id, x, y }) {
    return {
      drawNode() {
        if (!Stage.ready || !Stage.scene.nodeOn[id]) return;
        const scale = Stage.network.getScale();
        const radius = Stage.radiusOf(id);
        context.globalAlpha = Stage.isLit(id) ? 1 : Stage.few ? 0.4 : 0.16;
        context.fillStyle = inks[id];
        if (radius * scale < 2.6) {
          context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        } else {
          const unit = radius / Shapes.UNIT;
          const outline = Shapes.path(Store.familyOf.get(Stage.node(id).family).shape);
          context.translate(x, y);
          context.scale(unit, unit);
          context.fill(outline, "evenodd");
          context.lineWidth = 1.2 / unit / scale;
          context.strokeStyle = Stage.palette.paper;
          context.stroke(outline);
          context.scale(1 / unit, 1 / unit);
          context.translate(-x, -y);
        }
        context.globalAlpha = 1;
      },
      nodeDimensions: { width: 2 * Stage.sizeOf(id), height: 2 * Stage.sizeOf(id) },
    };
  }

  function ring(context, n, width, gap) {
    const scale = Stage.network.getScale();
    const { x, y } = Stage.node(n);
    context.beginPath();
    context.arc(x, y, Stage.radiusOf(n) * 1.15 + gap / scale, 0, 2 * Math.PI);
    context.lineWidth = width / scale;
    context.strokeStyle = Stage.palette.accent;
    context.setLineDash([]);
    context.stroke();
  }

  function above(context) {
    const { scene, ready } = Stage;
    if (!ready) return;
    marks(context);
    const cursor = Stage.keyed();
    const state = State.get();
    const { node: one, item, actor } = State.chosen(state.sel) || {};
    for (const n of [one, item, actor, ...state.path.map((key) => Store.indexOf.get(key))]) {
      if (n !== undefined && scene.nodeOn[n]) ring(context, n, 3, 3);
    }
    if (cursor >= 0 && scene.nodeOn[cursor]) ring(context, cursor, 2, 7);
    Names.paint(context);
  }

  return { outlines, colours, edges, node, above };
})();
