// The timeline: three clocks one above the other, every record a mark on each that tells its day.
// A day is a dot, a span of possible days a bar, an open end fades away.
const Timeline = (() => {
  const TITLES = { happened: "Happened", said: "Said", published: "Published" };
  const { GUTTER, TOP, FOOT } = Tracks;
  let scene,
    axis,
    bands,
    laid = null,
    size = "",
    marks = [],
    hover = -1,
    cursor = -1,
    begun = false;

  const box = () => Dom.byId("time");
  const sheet = () => Dom.byId("time-canvas");

  function prepare() {
    const { clientWidth: width, clientHeight: height } = box();
    const ratio = window.devicePixelRatio || 1;
    sheet().width = width * ratio;
    sheet().height = height * ratio;
    const context = sheet().getContext("2d");
    context.scale(ratio, ratio);
    return { context, width, height };
  }

  // Painting ---------------------------------------------------------------------------------
  const ink = (i, colours) => {
    const line = Store.lineOf.get(Store.data.records[i].stance);
    return line ? Theme.of(line) : colours.faint;
  };

  function paintMark(context, mark, colours) {
    const lit = !scene.lit || scene.lit.records.has(mark.i);
    const firm = { point: 1, span: 0.8, wide: scene.lit ? 0.8 : 0.45 }[mark.lane];
    context.globalAlpha = lit ? firm : 0.16 * firm;
    const colour = ink(mark.i, colours);
    if (mark.point) {
      context.fillStyle = colour;
      context.beginPath();
      context.arc((mark.left + mark.right) / 2, mark.top + mark.tall / 2, mark.tall / 2, 0, 2 * Math.PI);
      context.fill();
    } else {
      context.fillStyle = faded(context, mark, colour);
      context.fillRect(mark.left, mark.top, mark.right - mark.left, mark.tall);
    }
    if (mark.i !== hover && mark.i !== cursor) return;
    context.globalAlpha = 1;
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    context.strokeRect(mark.left - 2, mark.top - 2, mark.right - mark.left + 4, mark.tall + 4);
  }

  function faded(context, mark, colour) {
    if (!mark.open[0] && !mark.open[1]) return colour;
    const wash = context.createLinearGradient(mark.left, 0, mark.right, 0);
    const clear = colour.startsWith("#")
      ? `${colour}00`
      : colour.replace("rgb(", "rgba(").replace(")", ", 0)");
    wash.addColorStop(0, mark.open[0] ? clear : colour);
    wash.addColorStop(1, mark.open[1] ? clear : colour);
    return wash;
  }

  /** One record on its three clocks, tied together. */
  function paintTies(context, colours) {
    if (!scene.lit || scene.lit.records.size > 30) return;
    const places = new Map();
    for (const mark of marks) {
      if (!scene.lit.records.has(mark.i)) continue;
      if (!places.has(mark.i)) places.set(mark.i, []);
      places.get(mark.i).push(mark);
    }
    context.globalAlpha = 0.45;
    context.strokeStyle = colours.soft;
    context.lineWidth = 1;
    for (const chain of places.values()) {
      context.beginPath();
      for (const mark of chain) context.lineTo((mark.left + mark.right) / 2, mark.top + mark.tall / 2);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** The best connected events, named where there is room above the first clock. */
  function paintEvents(context, width, colours) {
    const seen = new Map();
    for (const mark of marks) {
      if (mark.clock !== "happened" || mark.open[0] || mark.open[1] || mark.right - mark.left > 160) continue;
      for (const n of Store.data.records[mark.i].nodes) {
        if (Store.data.nodes[n].family === "event" && !seen.has(n)) seen.set(n, mark);
      }
    }
    const ends = [[], []];
    context.font = `11.5px ${Names.FONT}`;
    const events = [...seen].sort((a, b) => Store.rank[a[0]] - Store.rank[b[0]]).slice(0, 40);
    const lit = scene.lit?.nodes;
    for (const [n, mark] of events) {
      const text = Store.label(n).length > 34 ? `${Store.label(n).slice(0, 33)}…` : Store.label(n);
      const wide = context.measureText(text).width;
      const x = Math.min(mark.left, width - wide - 4);
      const row = ends.findIndex((taken) => taken.every(([a, b]) => x > b + 12 || x + wide < a - 12));
      if (row < 0) continue;
      ends[row].push([x, x + wide]);
      context.globalAlpha = !lit || lit.has(n) ? 1 : 0.45;
      context.fillStyle = colours.ink;
      context.fillText(text, x, 15 + row * 16);
      context.fillStyle = colours.rule;
      context.fillRect(mark.left + 1, 20 + row * 16, 1, mark.top - 20 - row * 16);
    }
    context.globalAlpha = 1;
  }

  function paintGround(context, bands, width, height, colours) {
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, width, height);
    const inner = width - 2 * GUTTER;
    context.translate(GUTTER, 0);
    Axis.paintMargins(context, axis, inner, TOP, height - TOP - FOOT + 4, colours.raised);
    context.translate(-GUTTER, 0);
    const ticks = Axis.ticks(axis, inner, 64);
    context.font = `11px ${Names.FONT}`;
    for (const { x, text, rank } of ticks) {
      context.fillStyle = colours.rule;
      context.globalAlpha = rank ? 0.5 : 1;
      context.fillRect(GUTTER + x, TOP, 1, height - TOP - FOOT + 4);
      context.globalAlpha = 1;
      context.fillStyle = colours.soft;
      context.fillText(text, GUTTER + x, height - 7);
    }
    for (const band of bands) {
      context.fillStyle = colours.rule;
      context.fillRect(0, band.base, width, 1);
      context.fillStyle = colours.ink;
      context.font = `600 12.5px ${Names.FONT}`;
      const title = TITLES[band.clock];
      const wide = context.measureText(title).width;
      context.strokeStyle = colours.paper;
      context.lineWidth = 4;
      context.fillText(title, GUTTER, band.top + 15);
      context.font = `11.5px ${Names.FONT}`;
      context.fillStyle = colours.soft;
      context.fillText(Dom.plural(band.count, "record"), GUTTER + wide + 8, band.top + 15);
    }
  }

  function paint(state = State.get()) {
    const { context, width, height } = prepare();
    const was = size;
    size = `${width} ${height}`;
    if (!width || !height) return;
    const colours = Theme.palette();
    if (laid !== scene || was !== size) ({ axis, bands, marks } = Tracks.lay(scene, state, width, height));
    laid = scene;
    paintGround(context, bands, width, height, colours);
    paintEvents(context, width, colours);
    paintTies(context, colours);
    for (const mark of marks) paintMark(context, mark, colours);
  }

  // Pointer and keys -------------------------------------------------------------------------
  function markAt(x, y) {
    let [best, least] = [null, 6];
    for (const mark of marks) {
      const dx = Math.max(mark.left - x, 0, x - mark.right);
      const dy = Math.max(mark.top - y, 0, y - mark.top - mark.tall);
      const away = Math.max(dx, dy);
      if (away < least) [best, least] = [mark, away];
    }
    return best;
  }

  function tip(mark) {
    if (!mark) return Tip.hide();
    const { told, gloss, cites } = Store.data.records[mark.i];
    const words = [Dom.make("strong", {}, told), Dom.make("br"), Pieces.isolated(gloss), " ", cites.join(" ")];
    Tip.show(box(), mark.left, mark.top, ...words);
  }

  function pointed({ offsetX, offsetY }) {
    const mark = markAt(offsetX, offsetY);
    if ((mark ? mark.i : -1) === hover) return;
    hover = mark ? mark.i : -1;
    box().classList.toggle("over", Boolean(mark));
    tip(mark);
    paint();
  }

  function pressed(event) {
    const turn = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const { clock } = State.get();
    const order = marks
      .filter((mark) => mark.clock === clock)
      .sort((a, b) => a.left - b.left || a.i - b.i)
      .map((mark) => mark.i);
    if (turn && order.length) {
      const here = order.indexOf(cursor);
      cursor = order[here < 0 ? 0 : Math.max(0, Math.min(order.length - 1, here + turn))];
      const record = Store.data.records[cursor];
      Dom.say(`${record.told}: ${record.gloss} ${record.cites.join(" ")}`);
      tip(marks.find((mark) => mark.i === cursor && mark.clock === clock));
      paint();
    } else if ((event.key === "Enter" || event.key === " ") && cursor >= 0) {
      State.set({ sel: Store.data.records[cursor].key });
    } else return;
    event.preventDefault();
  }

  function start() {
    begun = true;
    box().addEventListener("mousemove", pointed);
    box().addEventListener("mouseleave", () => {
      hover = -1;
      tip(null);
      paint();
    });
    box().addEventListener("click", ({ offsetX, offsetY }) => {
      const mark = markAt(offsetX, offsetY);
      State.set({ sel: mark ? Store.data.records[mark.i].key : "" });
    });
    box().addEventListener("keydown", pressed);
    box().addEventListener("blur", () => {
      cursor = -1;
      tip(null);
      paint();
    });
    const resized = () => `${box().clientWidth} ${box().clientHeight}` !== size && box().clientWidth;
    new ResizeObserver(Dom.calm(() => resized() && paint(), 60)).observe(box());
  }

  function draw(state, made) {
    scene = made;
    if (!begun) start();
    paint(state);
    const lit = made.lit ? ` ${Dom.plural(made.lit.records.size, "record")} belong to what is chosen.` : "";
    box().setAttribute(
      "aria-label",
      `Timeline of ${Dom.plural(made.shown, "record")} on three clocks.${lit} ` +
        "Left and right go from record to record on the clock chosen below, Enter chooses.",
    );
  }

  return { draw, canvas: sheet };
})();
