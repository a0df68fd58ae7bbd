// The marks of the classes: one outline each, for the canvas and for the legend alike.
const Shapes = (() => {
  const OUTLINES = {
    dot: "M-7 0A7 7 0 1 1 7 0A7 7 0 1 1-7 0Z",
    square: "M-6-6H6V6H-6Z",
    diamond: "M0-8.4 7 0 0 8.4-7 0Z",
    triangle: "M0-7.4 7.4 6H-7.4Z",
    triangleDown: "M0 7.4 7.4-6H-7.4Z",
    hexagon: "M-3.8-6.6H3.8L7.6 0 3.8 6.6H-3.8L-7.6 0Z",
    star: "M0-8.4 2-2.7H8L3.2 1 5 6.8 0 3.3-5 6.8-3.2 1-8-2.7H-2Z",
    ring: "M-7 0A7 7 0 1 1 7 0A7 7 0 1 1-7 0ZM-3.2 0A3.2 3.2 0 1 0 3.2 0A3.2 3.2 0 1 0-3.2 0Z",
    cross: "M-2.7-7.2H2.7V-2.7H7.2V2.7H2.7V7.2H-2.7V2.7H-7.2V-2.7H-2.7Z",
  };
  const UNIT = 7;
  const paths = {};
  const path = (shape) => (paths[shape] ||= new Path2D(OUTLINES[shape] || OUTLINES.dot));

  const inks = (made, style) => {
    made.style.setProperty("--light", style.colour);
    made.style.setProperty("--dark", style.dark || style.colour);
    made.classList.add("inked");
    return made;
  };

  function mark(family, size = 16) {
    const outline = OUTLINES[family.shape] || OUTLINES.dot;
    return inks(Dom.drawing(size, size, "-9 -9 18 18", [{ d: outline, fill: "currentColor" }]), family);
  }

  function stroke(line) {
    const dashes = (line.dashes || []).join(" ");
    const attributes = {
      d: "M1 5H33",
      stroke: "currentColor",
      "stroke-width": line.width * 1.25,
      fill: "none",
    };
    if (dashes) attributes["stroke-dasharray"] = dashes;
    return inks(Dom.drawing(34, 10, "0 0 34 10", [attributes]), line);
  }

  /** The colour of a line as that of text or border. */
  const tinted = (made, line) => (line ? inks(made, line) : made);

  return { UNIT, path, mark, stroke, tinted };
})();
