// Mouse, touch and keys in the graph.
const Pointing = (() => {
  const TURNS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function nodeAt(x, y) {
    const slack = 5 / Stage.network.getScale();
    let [best, least] = [-1, Infinity];
    Store.data.nodes.forEach((each, n) => {
      if (!Stage.scene.nodeOn[n]) return;
      const away =
        Math.hypot(each.x - x, each.y - y) - Stage.radiusOf(n) + (Stage.isLit(n) ? 0 : slack);
      if (away < slack && away < least) [best, least] = [n, away];
    });
    return best;
  }

  function edgeAt(x, y) {
    const { scene, network } = Stage;
    let [best, least] = [null, 6 / network.getScale()];
    for (const edge of Store.data.edges) {
      if (!scene.edgeOn[edge.id] || (scene.lit && !scene.lit.edges.has(edge.id))) continue;
      const away = Curves.distance(edge, x, y, least);
      if (away < least) [best, least] = [edge, away];
    }
    return best;
  }

  /** What the line beneath the pointer says. */
  function tell(edge, x, y) {
    if (!edge) return Tip.hide();
    const sources = new Set(edge.records.map((i) => Store.data.records[i].source));
    const told = edge.records.length
      ? `${Dom.plural(edge.records.length, "record")}: ${[...sources].sort().join(", ")}`
      : "a link of the reference layer";
    const [from, word, to] = [Store.label(edge.from), edge.word, Store.label(edge.to)].map(Pieces.isolated);
    const words = Dom.make("strong", {}, from, " ", word, " ", to);
    Tip.show(Stage.box(), x, y, words, Dom.make("br"), told, edge.disputed ? "; told differently" : "");
  }

  function pointed({ offsetX, offsetY, buttons }) {
    if (buttons) return;
    const { x, y } = Stage.network.DOMtoCanvas({ x: offsetX, y: offsetY });
    const n = nodeAt(x, y);
    const edge = n < 0 ? edgeAt(x, y) : null;
    Stage.box().classList.toggle("over", n >= 0 || Boolean(edge));
    tell(edge, offsetX, offsetY);
    if (n === Stage.hover) return;
    Stage.hover = n;
    Stage.redraw();
  }

  function clicked({ pointer }) {
    const { x, y } = pointer.canvas;
    const n = nodeAt(x, y);
    const edge = n < 0 ? edgeAt(x, y) : null;
    State.set({ sel: n >= 0 ? Stage.node(n).key : edge ? edge.key : "" });
  }

  /** The node that lies nearest in a direction, among those that are shown and lit. */
  function next([dx, dy]) {
    const here = Stage.node(Stage.cursor);
    let [best, least] = [-1, Infinity];
    Store.data.nodes.forEach((each, n) => {
      if (n === Stage.cursor || !Stage.scene.nodeOn[n] || !Stage.isLit(n)) return;
      const along = (each.x - here.x) * dx + (each.y - here.y) * dy;
      const aside = Math.abs((each.x - here.x) * dy) + Math.abs((each.y - here.y) * dx);
      const cost = along + 2 * aside;
      if (along > 0 && aside <= 2 * along && cost < least) [best, least] = [n, cost];
    });
    return best;
  }

  /** The keyboard is at what is chosen, else at the best connected. */
  function settle() {
    const chosen = State.chosen(State.get().sel) || {};
    const { cursor, scene } = Stage;
    if (cursor >= 0 && scene.nodeOn[cursor]) return;
    Stage.cursor = chosen.node ?? Store.byDegree.find((n) => scene.nodeOn[n]) ?? -1;
  }

  function step(turn) {
    settle();
    const found = Stage.cursor >= 0 ? next(turn) : -1;
    if (found < 0) return;
    Stage.cursor = found;
    if (!Camera.inView([found], 40)) Camera.move({ position: Camera.place(found) });
    const { label, kind } = Stage.node(found);
    Dom.say(`${label}, ${kind}, ${Dom.plural(Store.degree[found], "relation")}`);
    Stage.redraw();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = {
      "+": () => Camera.zoom(1.3),
      "=": () => Camera.zoom(1.3),
      "-": () => Camera.zoom(1 / 1.3),
      0: Camera.fit,
    };
    if (TURNS[event.key]) step(TURNS[event.key]);
    else if (acts[event.key]) acts[event.key]();
    else if (event.key === "Enter" || event.key === " ") {
      settle();
      if (Stage.cursor >= 0) State.set({ sel: Stage.node(Stage.cursor).key });
    } else return;
    event.preventDefault();
  }

  function start() {
    const { network } = Stage;
    const box = Stage.box();
    network.on("click", clicked);
    network.on("zoom", Camera.left);
    network.on("dragStart", () => Names.hold(true));
    network.on("dragEnd", () => {
      Names.hold(false);
      Camera.left();
      Stage.redraw();
    });
    box.addEventListener("mousemove", pointed);
    box.addEventListener("mousedown", Tip.hide);
    box.addEventListener("mouseleave", () => {
      Tip.hide();
      Stage.hover = -1;
      Stage.redraw();
    });
    box.addEventListener("keydown", pressed);
    for (const kind of ["focus", "blur"])
      box.addEventListener(kind, () => {
        settle();
        Stage.redraw();
      });
    Dom.byId("fit").addEventListener("click", Camera.fit);
    Dom.byId("closer").addEventListener("click", () => Camera.zoom(1.3));
    Dom.byId("farther").addEventListener("click", () => Camera.zoom(1 / 1.3));
  }

  return { start };
})();
