// What the parts of the graph share: vis-network, the scene, the room there is, who is pointed at.
const Stage = (() => {
  const FEW = 120;
  const stage = {
    network: null,
    scene: null,
    palette: null,
    few: false, // so little is shown that what is not lit stays legible
    ready: false, // what vis paints before the first camera is of no use
    cursor: -1, // the node that the keyboard is at
    hover: -1, // the node under the pointer
    wide: 0,
    high: 0,
  };
  let sizes;
  let least = 4;

  const box = () => Dom.byId("network");
  const node = (n) => Store.data.nodes[n];
  const isLit = (n) => !stage.scene.lit || stage.scene.lit.nodes.has(n);
  const count = (on) => on.reduce((sum, each) => sum + each, 0);

  /** Whether the room has changed. */
  function measure() {
    const { clientWidth, clientHeight } = box();
    if (!clientWidth || (clientWidth === stage.wide && clientHeight === stage.high)) return false;
    [stage.wide, stage.high] = [clientWidth, clientHeight];
    return true;
  }

  /** The least radius on the screen, by the number of nodes shown and the room there is. */
  function grain() {
    const many = count(stage.scene.nodeOn);
    stage.few = many <= FEW;
    least = (many > 2000 ? 1.8 : many > 600 ? 3 : 4.4) * Math.min(1, Math.max(0.6, stage.wide / 700));
  }

  function sizeOf(n) {
    sizes ||= Float32Array.from(Store.degree, (degree) => Math.min(5.5 + Math.sqrt(degree) * 1.7, 21));
    return sizes[n];
  }

  /** A node keeps a size that can be seen and hit when the picture is small. */
  const radiusOf = (n) =>
    Math.max(sizeOf(n), (least * Math.sqrt(sizeOf(n) / 7)) / stage.network.getScale());

  /** The node that the keyboard is at, while it is the keyboard that is used; else -1. */
  const keyed = () => (box().matches(":focus-visible") ? stage.cursor : -1);

  /** A picture with the next frame, one however often it is asked for; vis's own redraw is at once. */
  const redraw = () => stage.network.moveTo({ animation: false });

  return Object.assign(stage, { box, node, isLit, count, measure, grain, sizeOf, radiusOf, keyed, redraw });
})();
