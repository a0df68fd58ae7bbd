// The graph: vis-network holds the camera and the nodes; edges and labels are painted here, which
// keeps thousands of them quick. Only the edges of what is chosen become edges of vis, with arrows.
const Picture = (() => {
  const FEW = 260; // so many lit edges are still worth arrows
  let home = null; // where the layout put each node
  let network,
    nodes,
    present,
    lines,
    scene,
    palette,
    paths,
    sizes,
    inks,
    cursor = -1,
    hover = -1,
    shown = "",
    led = false,
    least = 4,
    ready = false;

  const node = (n) => Store.data.nodes[n];
  const box = () => Dom.byId("network");

  function outlines() {
    const few = scene.lit && scene.lit.edges.size <= FEW;
    paths = { rest: new Map(), lit: new Map(), marks: [] };
    for (const edge of Store.data.edges) {
      if (!scene.edgeOn[edge.id]) continue;
      const bright = Boolean(scene.lit?.edges.has(edge.id));
      if (edge.disputed && (bright || !scene.lit)) paths.marks.push(edge);
      if (bright && few) continue;
      const group = bright ? paths.lit : paths.rest;
      if (!group.has(edge.line)) group.set(edge.line, new Path2D());
      Curves.trace(group.get(edge.line), edge);
    }
    lines.clear();
    if (few) lines.add([...scene.lit.edges].filter((e) => scene.edgeOn[e]).map(arrow));
  }

  function arrow(e) {
    const edge = Store.data.edges[e];
    const line = Store.lineOf.get(edge.line);
    const type = edge.bend > 0 ? "curvedCCW" : "curvedCW";
    const smooth = edge.bend ? { enabled: true, type, roundness: Math.abs(edge.bend) } : { enabled: false };
    return {
      id: e,
      from: edge.from,
      to: edge.to,
      smooth,
      color: { color: Theme.of(line) },
      dashes: line.dashes.length ? [...line.dashes] : false,
      width: line.width + 0.4,
    };
  }

  // Painting ---------------------------------------------------------------------------------
  function paintEdges(context) {
    if (!ready) return;
    const scale = network.getScale();
    const many = Store.data.edges.length > Curves.MOST;
    const boldness = scene.edgeOn.reduce((sum, on) => sum + on, 0) < 200 ? 1.8 : 1;
    context.save();
    context.lineCap = "butt";
    for (const [group, faint] of [
      [paths.rest, true],
      [paths.lit, false],
    ]) {
      for (const [key, path] of group) {
        const line = Store.lineOf.get(key);
        const stance = line.width > 1;
        context.globalAlpha = !faint
          ? 0.9
          : scene.lit
            ? many
              ? 0.03
              : 0.07
            : many
              ? 0.14
              : (stance ? 0.5 : 0.3) * boldness;
        context.strokeStyle = Theme.of(line);
        context.lineWidth = Math.max(line.width * 0.75, 0.9 / scale) * (faint ? 0.8 : 1);
        context.setLineDash(
          many || (faint && scene.lit) ? [] : line.dashes.map((each) => each * Math.max(1, 0.7 / scale)),
        );
        context.stroke(path);
      }
    }
    context.restore();
  }

  /** Where sources tell it differently: a small "not equal" on the line. */
  function paintMarks(context) {
    const scale = network.getScale();
    if (!scene.lit && (scale < 0.45 || paths.marks.length > 200)) return;
    context.save();
    context.scale(1 / scale, 1 / scale);
    context.lineWidth = 1.4;
    for (const edge of paths.marks) {
      const [mx, my] = Curves.middle(edge);
      const [a, b] = [node(edge.from), node(edge.to)];
      const x = ((a.x + b.x) / 4 + mx / 2) * scale;
      const y = ((a.y + b.y) / 4 + my / 2) * scale;
      context.beginPath();
      context.arc(x, y, 6.5, 0, 2 * Math.PI);
      context.fillStyle = palette.paper;
      context.strokeStyle = palette.ink;
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

  /** The least radius on the screen: smaller where there are many nodes, or little room. */
  function measure() {
    const count = Store.data.nodes.length;
    const roomy = Math.min(1, Math.max(0.6, box().clientWidth / 700));
    least = (count > 2000 ? 1.8 : count > 600 ? 3 : 4.4) * roomy;
  }

  /** A node keeps a size that can be seen and hit when the picture is small. */
  function radiusOf(n) {
    return Math.max(sizes[n], (least * Math.sqrt(sizes[n] / 7)) / network.getScale());
  }

  const isLit = (n) => !scene.lit || scene.lit.nodes.has(n);

  function paintNode({ ctx: context, id, x, y }) {
    return {
      drawNode() {
        if (!scene.nodeOn[id] || !ready) return;
        const scale = network.getScale();
        const radius = radiusOf(id);
        context.globalAlpha = isLit(id) ? 1 : 0.16;
        context.fillStyle = inks[id];
        if (radius * scale < 2.6) {
          context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
        } else {
          const unit = radius / Shapes.UNIT;
          context.save();
          context.translate(x, y);
          context.scale(unit, unit);
          const outline = Shapes.path(Store.familyOf.get(node(id).family).shape);
          context.fill(outline, "evenodd");
          context.lineWidth = 1.2 / unit / scale;
          context.strokeStyle = palette.paper;
          context.stroke(outline);
          context.restore();
        }
        context.globalAlpha = 1;
      },
      nodeDimensions: { width: 2 * sizes[id], height: 2 * sizes[id] },
    };
  }

  function ring(context, n, width, gap) {
    const scale = network.getScale();
    context.beginPath();
    context.arc(node(n).x, node(n).y, radiusOf(n) * 1.15 + gap / scale, 0, 2 * Math.PI);
    context.lineWidth = width / scale;
    context.strokeStyle = palette.accent;
    context.setLineDash([]);
    context.stroke();
  }

  function paintAbove(context) {
    if (!ready) return;
    paintMarks(context);
    const chosen = State.chosen(State.get().sel) || {};
    const rings = [
      chosen.node,
      chosen.item,
      chosen.actor,
      ...State.get().path.map((key) => Store.indexOf.get(key)),
    ];
    for (const n of rings) if (n !== undefined && scene.nodeOn[n]) ring(context, n, 3, 3);
    if (cursor >= 0 && scene.nodeOn[cursor] && document.activeElement === box()) ring(context, cursor, 2, 7);
    Names.paint(context, { network, scene, palette, radiusOf, hover, cursor });
  }

  // Pointer ----------------------------------------------------------------------------------
  function nodeAt(x, y) {
    const slack = 5 / network.getScale();
    let [best, least] = [-1, Infinity];
    Store.data.nodes.forEach((each, n) => {
      if (!scene.nodeOn[n]) return;
      const away = Math.hypot(each.x - x, each.y - y) - radiusOf(n) + (isLit(n) ? 0 : slack);
      if (away < slack && away < least) [best, least] = [n, away];
    });
    return best;
  }

  function edgeAt(x, y) {
    const reach = 6 / network.getScale();
    let [best, least] = [null, reach];
    for (const edge of Store.data.edges) {
      if (!scene.edgeOn[edge.id] || (scene.lit && !scene.lit.edges.has(edge.id))) continue;
      const away = Curves.distance(edge, x, y, least);
      if (away < least) [best, least] = [edge, away];
    }
    return best;
  }

  function pointed({ offsetX, offsetY }) {
    const { x, y } = network.DOMtoCanvas({ x: offsetX, y: offsetY });
    const n = nodeAt(x, y);
    box().classList.toggle("over", n >= 0);
    if (n === hover) return;
    hover = n;
    network.redraw();
  }

  function clicked({ pointer }) {
    const { x, y } = pointer.canvas;
    const n = nodeAt(x, y);
    const edge = n < 0 ? edgeAt(x, y) : null;
    State.set({ sel: n >= 0 ? node(n).key : edge ? edge.key : "" });
  }

  // Keyboard ---------------------------------------------------------------------------------
  const TURNS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** The node that lies nearest in a direction, among those that are shown and lit. */
  function next([dx, dy]) {
    const here = node(cursor);
    let [best, least] = [-1, Infinity];
    Store.data.nodes.forEach((each, n) => {
      if (n === cursor || !scene.nodeOn[n] || !isLit(n)) return;
      const along = (each.x - here.x) * dx + (each.y - here.y) * dy;
      const aside = Math.abs((each.x - here.x) * dy) + Math.abs((each.y - here.y) * dx);
      const cost = along + 2 * aside;
      if (along > 0 && aside <= 2 * along && cost < least) [best, least] = [n, cost];
    });
    return best;
  }

  function settle() {
    const chosen = State.chosen(State.get().sel) || {};
    if (cursor >= 0 && scene.nodeOn[cursor]) return;
    cursor = chosen.node ?? Store.byDegree.find((n) => scene.nodeOn[n]) ?? -1;
  }

  function step(turn) {
    settle();
    const found = cursor >= 0 ? next(turn) : -1;
    if (found < 0) return;
    cursor = found;
    const { x, y } = network.canvasToDOM(node(cursor));
    const { clientWidth, clientHeight } = box();
    if (x < 40 || y < 40 || x > clientWidth - 40 || y > clientHeight - 40) {
      network.moveTo({ position: { x: node(cursor).x, y: node(cursor).y }, animation: false });
    }
    Dom.say(`${node(cursor).label}, ${node(cursor).kind}, ${Dom.plural(Store.degree[cursor], "relation")}`);
    network.redraw();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = { "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: fit };
    if (TURNS[event.key]) step(TURNS[event.key]);
    else if (acts[event.key]) acts[event.key]();
    else if (event.key === "Enter" || event.key === " ") {
      settle();
      if (cursor >= 0) State.set({ sel: node(cursor).key });
    } else return;
    event.preventDefault();
  }

  // Camera -----------------------------------------------------------------------------------
  const zoom = (factor) =>
    network.moveTo({ scale: Math.min(8, Math.max(0.02, network.getScale() * factor)), animation: false });

  /** These nodes in view, with room for the labels at the edges. */
  function frame(chosen, most = 1.5) {
    if (!chosen.length) return;
    const { clientWidth, clientHeight } = box();
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const n of chosen) {
      const { x, y } = node(n);
      [left, right, top, bottom] = [
        Math.min(left, x),
        Math.max(right, x),
        Math.min(top, y),
        Math.max(bottom, y),
      ];
    }
    const [aside, above] = [Math.min(110, clientWidth * 0.2), Math.min(64, clientHeight * 0.16)];
    const fits = [(clientWidth - aside) / (right - left || 1), (clientHeight - above) / (bottom - top || 1)];
    const scale = Math.max(Math.min(...fits, most), 0.02);
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale },
      scale,
      animation: false,
    });
  }

  const on = () => Store.data.nodes.map((_, n) => n).filter((n) => scene.nodeOn[n]);
  function fit() {
    led = false;
    frame(on());
  }

  /** What is chosen comes into view, if it is not there. */
  function reveal(state) {
    const wanted = [...(scene.lit?.nodes || [])].filter((n) => scene.nodeOn[n]);
    if (!wanted.length) return;
    const many = wanted.length > 40;
    if (wanted.every(inView)) {
      // A few that lie close together are brought nearer; whoever looks at many stays where he is.
      if (!many && spread(wanted) < 0.3) lead(wanted);
    } else if (!many) lead(wanted);
    else {
      const { node: n } = State.chosen(state.sel) || {};
      if (n !== undefined && !inView(n))
        network.moveTo({ position: { x: node(n).x, y: node(n).y }, animation: false });
    }
  }

  /** Bring them near; once the choice is undone, all is shown again. */
  function lead(chosen) {
    frame(chosen, 1.2);
    led = true;
  }

  /** The larger share of the picture's width or height that nodes take up. */
  function spread(chosen) {
    const places = chosen.map((n) => network.canvasToDOM({ x: node(n).x, y: node(n).y }));
    const over = (axis) =>
      Math.max(...places.map((each) => each[axis])) - Math.min(...places.map((each) => each[axis]));
    return Math.max(over("x") / box().clientWidth, over("y") / box().clientHeight);
  }

  function inView(n) {
    const { x, y } = network.canvasToDOM({ x: node(n).x, y: node(n).y });
    return x > 10 && y > 10 && x < box().clientWidth - 10 && y < box().clientHeight - 10;
  }

  // Life -------------------------------------------------------------------------------------
  function colours() {
    palette = Theme.palette();
    const ofFamily = new Map(Store.data.families.map((family) => [family.key, Theme.of(family)]));
    inks = Store.data.nodes.map((each) => ofFamily.get(each.family));
  }

  /** A node comes to vis when it is first shown: an overview need not wait for all of them. */
  function bring() {
    const wanted = [];
    Store.data.nodes.forEach(({ x, y }, id) => {
      if (!scene.nodeOn[id] || present[id]) return;
      present[id] = 1;
      wanted.push({ id, x, y, ctxRenderer: paintNode });
    });
    if (wanted.length) nodes.add(wanted);
  }

  /** Around a focus the nodes stand in rings; without one, where the layout has them. */
  function settlePlaces(state) {
    // The layout is wider than high; on an upright screen it stands on its side.
    const upright = box().clientHeight > box().clientWidth * 1.15;
    home ||= Store.data.nodes.map(({ x, y }) => (upright ? { x: y, y: x } : { x, y }));
    const focus = state.focus && !(state.depth > 2) ? Store.indexOf.get(state.focus) : -1;
    const places =
      focus >= 0 && scene.nodeOn.reduce((sum, on) => sum + on, 0) < 400
        ? Rings.places(focus, scene, home)
        : new Map();
    const moved = [];
    Store.data.nodes.forEach((each, n) => {
      const { x, y } = places.get(n) || home[n];
      if (each.x === x && each.y === y) return;
      Object.assign(each, { x, y });
      if (present?.[n]) moved.push({ id: n, x, y });
    });
    if (moved.length) nodes.update(moved);
  }

  function start() {
    Curves.bends();
    sizes = Float32Array.from(Store.degree, (degree) => Math.min(5.5 + Math.sqrt(degree) * 1.7, 21));
    present = new Uint8Array(Store.data.nodes.length);
    nodes = new vis.DataSet();
    lines = new vis.DataSet();
    colours();
    bring();
    network = new vis.Network(box(), { nodes, edges: lines }, Store.data.options);
    // The place that holds the picture takes the focus, and has a name.
    box().querySelector(".vis-network").removeAttribute("tabindex");
    network.on("beforeDrawing", paintEdges);
    network.on("afterDrawing", paintAbove);
    network.on("click", clicked);
    network.on("zoom", () => (led = false));
    network.on("dragStart", () => {
      led = false;
      Names.hold(true);
    });
    network.on("dragEnd", () => Names.hold(false) || network.redraw());
    box().addEventListener("mousemove", pointed);
    box().addEventListener("mouseleave", () => (hover = -1) && network.redraw());
    box().addEventListener("keydown", pressed);
    for (const kind of ["focus", "blur"]) box().addEventListener(kind, () => settle() || network.redraw());
    Dom.byId("fit").addEventListener("click", fit);
    Dom.byId("closer").addEventListener("click", () => zoom(1.3));
    Dom.byId("farther").addEventListener("click", () => zoom(1 / 1.3));
    new ResizeObserver(Dom.calm(resize, 60)).observe(box());
  }

  function resize() {
    if (!box().clientWidth || !scene) return;
    measure();
    network.setSize("100%", "100%");
    network.redraw();
    if (scene.lit) reveal(State.get());
    else fit();
  }

  function draw(state, made) {
    scene = made;
    settlePlaces(state);
    if (!network) start();
    else {
      colours();
      bring();
    }
    outlines();
    measure();
    ready = true; // what vis paints before is of no camera yet
    Names.forget();
    const setting = [state.focus, state.depth, made.overview].join(" ");
    if (shown !== setting) fit();
    else if (made.lit) reveal(state);
    else if (led) fit();
    shown = setting;
    network.redraw();
    box().setAttribute("aria-label", told(made));
  }

  function told({ nodeOn, edgeOn, lit }) {
    const [count, ties] = [nodeOn, edgeOn].map((each) => each.reduce((sum, on) => sum + on, 0));
    const names = [...(lit?.nodes || [])].filter((n) => nodeOn[n]).map(Store.label);
    const more = names.length > 6 ? ` and ${names.length - 6} more` : "";
    return (
      `Graph: ${Dom.plural(count, "node")} and ${Dom.plural(ties, "relation")} shown.` +
      (names.length ? ` Lit: ${names.slice(0, 6).join(", ")}${more}.` : "") +
      " Arrow keys go from node to node, Enter chooses, plus and minus zoom, 0 shows all."
    );
  }

  return { draw, canvas: () => box().querySelector("canvas") };
})();
