// The picture in view as a file: with its title, what its marks mean, and what was left out.
const Poster = (() => {
  const [ASIDE, HEAD, LINE] = [14, 44, 17];
  const font = (size, weight = "") => `${weight}${size}px ${Names.FONT}`;

  /** Words in lines no wider than the paper. */
  function wrapped(context, text, wide) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const last = lines.length - 1;
      const longer = lines[last] ? `${lines[last]} ${word}` : word;
      if (lines[last] && context.measureText(longer).width > wide) lines.push(word);
      else lines[last] = longer;
    }
    return lines;
  }

  /** The classes and kinds of tie that are shown, in rows: {x, row, width, style, label}. */
  function legend(context, wide, scene) {
    const { nodes, edges, families, lines } = Store.data;
    const kinds = new Set(nodes.filter((_, n) => scene.nodeOn[n]).map((each) => each.family));
    const ties = new Set(edges.filter((_, e) => scene.edgeOn[e]).map((each) => each.line));
    const shown = [families.filter(({ key }) => kinds.has(key)), lines.filter(({ key }) => ties.has(key))].flat();
    let [x, row] = [0, 0];
    return shown.map((style) => {
      const width = (style.shape ? 20 : 40) + context.measureText(style.label).width + 18;
      if (x && x + width > wide) [x, row] = [0, row + 1];
      const found = { x, row, style };
      x += width;
      return found;
    });
  }

  function mark(context, { style }, x, y) {
    context.fillStyle = context.strokeStyle = Theme.of(style);
    context.save();
    context.translate(x, y);
    if (style.shape) {
      context.translate(7, -4);
      context.scale(0.8, 0.8);
      context.fill(Shapes.path(style.shape), "evenodd");
    } else {
      context.lineWidth = style.width * 1.25;
      context.setLineDash(style.dashes);
      context.beginPath();
      context.moveTo(0, -4);
      context.lineTo(32, -4);
      context.stroke();
    }
    context.restore();
  }

  /** What was left out, and the sources that were not. */
  function words(state) {
    const narrowed = [...Dom.byId("chips").querySelectorAll(".chip span:first-child")];
    const sources = Store.data.sources.filter((each) => !state.source.includes(each.key));
    const told = [Dom.byId("count").textContent, ...narrowed.map((each) => each.textContent)];
    return [told.join(" · "), ...sources.map((each) => `${each.key}  ${each.label}`)];
  }

  /** A canvas on paper of its own, sharp as the screen, with `scene` explained below it. */
  function made(canvas, state, scene) {
    const ratio = canvas.width / canvas.clientWidth;
    const wide = canvas.clientWidth - 2 * ASIDE;
    const paper = Dom.make("canvas", { width: canvas.width, height: 1 });
    const context = paper.getContext("2d");
    context.font = font(11.5);
    const marks = state.view === "graph" ? legend(context, wide, scene) : [];
    const rows = marks.length ? marks.at(-1).row + 1 : 0;
    const lines = words(state).flatMap((text) => wrapped(context, text, wide));
    const foot = (rows + lines.length) * LINE + 24;
    paper.height = canvas.height + Math.ceil((HEAD + foot) * ratio);
    const colours = Theme.palette();
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, paper.width, paper.height);
    context.drawImage(canvas, 0, HEAD * ratio);
    context.scale(ratio, ratio);
    context.fillStyle = colours.ink;
    context.font = font(17, "600 ");
    context.fillText(Store.data.title, ASIDE, 28, wide);
    context.font = font(11.5);
    const top = HEAD + canvas.clientHeight + 20;
    for (const each of marks) {
      const [x, y] = [ASIDE + each.x, top + each.row * LINE];
      mark(context, each, x, y);
      context.fillStyle = colours.ink;
      context.fillText(each.style.label, x + (each.style.shape ? 20 : 40), y);
    }
    context.fillStyle = colours.soft;
    lines.forEach((line, i) => context.fillText(line, ASIDE, top + (rows + i) * LINE));
    return paper;
  }

  return { made };
})();
