// What part of the graph is in view. Where the reader moved it stands in the address, as "at".
const Camera = (() => {
  const FOOT = 40; // room for the buttons below
  let led = false; // brought near to show a choice; once that is undone, all is shown again
  let held = ""; // where the reader left it, as written in the address
  let moved = ""; // the same, while it is not told there yet

  const place = (n) => ({ x: Stage.node(n).x, y: Stage.node(n).y });
  const upright = () => Stage.high > Stage.wide * 1.15;

  /** By program: no longer where the reader left it. */
  function move(where) {
    Stage.network.moveTo({ ...where, animation: false });
    held = moved = "";
    State.note({ at: "" });
  }

  /** The middle, in places of the layout, and the scale in thousandths: the same on every screen. */
  function written() {
    const { x, y } = Stage.network.getViewPosition();
    const middle = upright() ? [y, x] : [x, y];
    return [...middle, Stage.network.getScale() * 1000].map(Math.round).join("_");
  }

  /** The reader moved it: told in the address once it rests, or before anything else changes. */
  function left() {
    led = false;
    held = moved = written();
    keep();
  }
  function tell() {
    if (moved) State.note({ at: moved });
    moved = "";
  }
  const keep = Dom.calm(tell, 200);

  function go(at) {
    const [x, y, scale] = at.split("_").map(Number);
    const position = upright() ? { x: y, y: x } : { x, y };
    Stage.network.moveTo({ position, scale: bounded(scale / 1000), animation: false });
    held = at;
    led = false;
  }

  const bounded = (scale) => Math.min(8, Math.max(0.02, scale));

  function zoom(factor) {
    Stage.network.moveTo({ scale: bounded(Stage.network.getScale() * factor), animation: false });
    left();
  }

  /** These nodes in view, with room for the labels at the edges. */
  function frame(chosen, most = 1.5, foot = 0) {
    if (!chosen.length) return;
    const { wide, high } = Stage;
    const [xs, ys] = [chosen.map((n) => Stage.node(n).x), chosen.map((n) => Stage.node(n).y)];
    const least = (list) => list.reduce((a, b) => Math.min(a, b));
    const largest = (list) => list.reduce((a, b) => Math.max(a, b));
    const [left, right, top, bottom] = [least(xs), largest(xs), least(ys), largest(ys)];
    const [aside, above] = [Math.min(110, wide * 0.2), Math.min(64, high * 0.16)];
    const fits = [(wide - aside) / (right - left || 1), (high - above - foot) / (bottom - top || 1)];
    const scale = Math.max(Math.min(...fits, most), 0.02);
    move({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + (8 + foot / 2) / scale }, scale });
  }

  function fit() {
    led = false;
    frame([...Store.data.nodes.keys()].filter((n) => Stage.scene.nodeOn[n]));
  }

  function lead(chosen) {
    frame(chosen, 1.2, FOOT);
    led = true;
  }

  /** Gives the place of a node on the screen, through the lens as it is now. */
  function lens() {
    const centre = Stage.network.getViewPosition();
    const scale = Stage.network.getScale();
    const [left, top] = [Stage.wide / 2 - centre.x * scale, Stage.high / 2 - centre.y * scale];
    return (n) => [Stage.node(n).x * scale + left, Stage.node(n).y * scale + top];
  }

  function inView(chosen, margin = 10) {
    const { wide, high } = Stage;
    return chosen.map(lens()).every(
      ([x, y]) => x > margin && y > margin && x < wide - margin && y < high - margin,
    );
  }

  /** The larger share of the picture's width or height that nodes take up. */
  function spread(chosen) {
    const places = chosen.map(lens());
    const over = (axis) =>
      Math.max(...places.map((each) => each[axis])) - Math.min(...places.map((each) => each[axis]));
    return Math.max(over(0) / Stage.wide, over(1) / Stage.high);
  }

  /** What is chosen comes into view, if it is not there. */
  function reveal(state) {
    const wanted = [...(Stage.scene.lit?.nodes || [])].filter((n) => Stage.scene.nodeOn[n]);
    if (!wanted.length) return;
    const many = wanted.length > 40;
    if (inView(wanted)) {
      // A few that lie close together are brought nearer; whoever looks at many stays where he is.
      if (!many && spread(wanted) < 0.3) lead(wanted);
    } else if (!many) lead(wanted);
    else {
      const { node: n } = State.chosen(state.sel) || {};
      if (n !== undefined && !inView([n])) move({ position: place(n) });
    }
  }

  /** For a new scene: where the reader was, else all of another cut, and then what is chosen. */
  function follow(state, another) {
    if (state.at && state.at !== held) return go(state.at);
    if (!state.at) held = "";
    if (another || (led && !Stage.scene.lit)) fit();
    if (Stage.scene.lit) reveal(state);
  }

  /** For another size of the window. */
  function again(state) {
    if (held) return go(held);
    fit();
    if (Stage.scene.lit) reveal(state);
  }

  return { upright, left, tell, zoom, fit, move, place, lens, inView, follow, again };
})();
