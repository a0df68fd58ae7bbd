// The graph: vis-network holds the nodes, the camera and the gestures; what is seen is painted by
// Paint and Names, which keeps thousands of lines quick.
const Picture = (() => {
  const AWAY = 1e7;
  let home = null; // where the layout put each node
  let nodes, present, shown;

  /** A node comes to vis when it is first shown: an overview need not wait for all of them. */
  function bring() {
    const wanted = [];
    Store.data.nodes.forEach(({ x, y }, id) => {
      if (!Stage.scene.nodeOn[id] || present[id]) return;
      present[id] = 1;
      wanted.push({ id, x, y, ctxRenderer: Paint.node });
    });
    if (wanted.length) nodes.add(wanted);
    return wanted.length > 0;
  }

  /** Around a focus the nodes stand in rings; without one, where the layout has them. */
  function settlePlaces(state) {
    // The layout is wider than high; on an upright screen it stands on its side.
    home ||= Store.data.nodes.map(({ x, y }) => (Camera.upright() ? { x: y, y: x } : { x, y }));
    const focus = state.focus && !(state.depth > 2) ? Store.indexOf.get(state.focus) : -1;
    const ringed = focus >= 0 && Stage.count(Stage.scene.nodeOn) < 400;
    const places = ringed ? Rings.places(focus, Stage.scene, home) : new Map();
    const moved = [];
    Store.data.nodes.forEach((each, n) => {
      const { x, y } = places.get(n) || home[n];
      if (each.x === x && each.y === y) return;
      Object.assign(each, { x, y });
      if (present[n]) moved.push({ id: n, x, y });
    });
    if (moved.length) nodes.update(moved);
    return moved.length > 0;
  }

  /** vis learns where the outline of a new or moved node is only while that is out of view, and
   *  paints no node whose outline is: so all are out of view once. */
  function outlined() {
    const { network } = Stage;
    const [position, scale] = [network.getViewPosition(), network.getScale()];
    network.moveTo({ position: { x: AWAY, y: AWAY }, animation: false });
    network.redraw();
    network.moveTo({ position, scale, animation: false });
  }

  function start() {
    Curves.bends();
    present = new Uint8Array(Store.data.nodes.length);
    nodes = new vis.DataSet();
    Stage.network = new vis.Network(Stage.box(), { nodes, edges: new vis.DataSet() }, Store.data.options);
    // The place that holds the picture takes the focus, and has a name.
    Stage.box().querySelector(".vis-network").removeAttribute("tabindex");
    Stage.network.on("beforeDrawing", Paint.edges);
    Stage.network.on("afterDrawing", Paint.above);
    Pointing.start();
    new ResizeObserver(Dom.calm(resize, 60)).observe(Stage.box());
  }

  function resize() {
    if (!Stage.scene || !Stage.measure()) return;
    Stage.grain();
    Names.forget();
    Stage.network.redraw();
    Camera.again(State.get());
  }

  function draw(state, scene) {
    Stage.scene = scene;
    Stage.measure();
    Stage.grain();
    if (!Stage.network) start();
    Stage.ready = false; // vis paints whenever a node changes; once is enough
    const moved = settlePlaces(state);
    if (bring() || moved) outlined();
    Stage.ready = true;
    Paint.colours();
    Paint.outlines();
    Names.forget();
    const setting = [state.focus, state.depth, scene.overview].join(" ");
    const { node: chosen } = State.chosen(state.sel) || {};
    if (chosen !== undefined) Stage.cursor = chosen;
    Camera.follow(state, shown !== setting);
    shown = setting;
    Stage.redraw();
    Stage.box().setAttribute("aria-label", told(scene));
  }

  function told({ nodeOn, edgeOn, lit }) {
    const [count, ties] = [nodeOn, edgeOn].map(Stage.count);
    const names = [...(lit?.nodes || [])].filter((n) => nodeOn[n]).map(Store.label);
    const more = names.length > 6 ? ` and ${names.length - 6} more` : "";
    return (
      `Graph: ${Dom.plural(count, "node")} and ${Dom.plural(ties, "relation")} shown.` +
      (names.length ? ` Lit: ${names.slice(0, 6).join(", ")}${more}.` : "") +
      " Arrow keys go from node to node, Enter chooses, plus and minus zoom, 0 shows all."
    );
  }

  return { draw, canvas: () => Stage.box().querySelector("canvas") };
})();
