// The strip below every view: one clock, how much it tells of each day, and two handles.
const Range = (() => {
  const SIDES = ["from", "to"];
  const PAUSE = 1500;
  let axis,
    made = null,
    seen = {},
    series = null;

  const handle = (side) => Dom.byId(`range-${side}`);
  const track = () => Dom.byId("range-track");

  /** The days that the handles stand on, the ends of the scale where none is chosen. */
  function days(state = State.get()) {
    return [Dates.number(state.from) ?? axis.first, Dates.number(state.to) ?? axis.last];
  }

  function move(side, day, replace) {
    const [from, to] = days();
    const held = Math.max(axis.first, Math.min(axis.last, day));
    const value = side === "from" ? Math.min(held, to) : Math.max(held, from);
    const end = side === "from" ? axis.first : axis.last;
    State.set({ [side]: value === end ? "" : Dates.written(value), page: 1 }, replace);
  }

  const KEYS = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -10,
    PageUp: 10,
    Home: -Infinity,
    End: Infinity,
  };

  function pressed(side, event) {
    const steps = KEYS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    const here = days()[SIDES.indexOf(side)];
    const { marks } = axis;
    const at = marks.findIndex((day) => day >= here);
    const place = Math.max(0, Math.min(marks.length - 1, at + steps));
    // Presses that follow each other at once are one step back, like a movement of the pointer.
    const before = State.get();
    const goesOn = series?.grip === event.target && event.timeStamp - series.time < PAUSE;
    move(side, marks[place], goesOn && series.from === before.from && series.to === before.to);
    const { from, to } = State.get();
    if (from !== before.from || to !== before.to)
      series = { grip: event.target, time: event.timeStamp, from, to };
  }

  function dragged(side, event) {
    const grip = handle(side);
    grip.setPointerCapture(event.pointerId);
    grip.focus({ preventScroll: true });
    const before = State.get();
    let waiting = 0;
    const follow = ({ clientX }) => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => {
        const { left, width } = track().getBoundingClientRect();
        move(side, axis.day((clientX - left) / width), true);
      });
    };
    const done = () => {
      grip.removeEventListener("pointermove", follow);
      const { from, to } = State.get();
      // One step back undoes the whole movement.
      if (from !== before.from || to !== before.to) {
        State.set({ from: before.from, to: before.to }, true);
        State.set({ from, to });
      }
    };
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("pointerup", done, { once: true });
    grip.addEventListener("pointercancel", done, { once: true });
  }

  function start() {
    axis = Axis.make(Axis.told());
    for (const side of SIDES) {
      handle(side).addEventListener("keydown", (event) => pressed(side, event));
      handle(side).addEventListener("blur", () => (series = null));
      handle(side).addEventListener("pointerdown", (event) => dragged(side, event));
      handle(side).setAttribute("aria-valuemin", axis.first);
      handle(side).setAttribute("aria-valuemax", axis.last);
    }
    Dom.byId("clock").addEventListener("change", ({ target }) => State.set({ clock: target.value, page: 1 }));
    Dom.byId("range-all").addEventListener("click", () => State.set({ from: "", to: "", page: 1 }));
    new ResizeObserver(() => made && paint(State.get(), made)).observe(track());
  }

  function canvas() {
    const sheet = Dom.byId("range-canvas");
    const { clientWidth: width, clientHeight: height } = track();
    const ratio = window.devicePixelRatio || 1;
    sheet.width = width * ratio;
    sheet.height = height * ratio;
    const context = sheet.getContext("2d");
    context.scale(ratio, ratio);
    return { context, width, height };
  }

  const key = ({ clock, from, to }) => [clock, from, to, Theme.current()].join(" ");

  /** Bars: how many records the clock dates to each stretch; behind, all; before, what is shown. */
  function paint(state, scene) {
    seen = { recordOn: scene.recordOn, key: key(state) };
    const { context, width, height } = canvas();
    const colours = Theme.palette();
    const base = height - 15;
    const step = 4;
    const all = new Float32Array(Math.ceil(width / step) + 1);
    const shown = new Float32Array(all.length);
    Store.span[state.clock].forEach((span, i) => {
      if (!span) return;
      const low = Math.max(0, Math.floor((axis.at(Math.max(span[0], axis.first)) * width) / step));
      const high = Math.min(
        all.length - 1,
        Math.floor((axis.at(Math.min(span[1], axis.last)) * width) / step),
      );
      const weight = 1 / (high - low + 1);
      // A day on which much is told is wide, and its bars fill it.
      const over = axis.at(Math.min(span[1], axis.last) + 1) * width;
      const end = Math.min(all.length - 1, Math.ceil(over / step));
      for (let cell = low; cell < Math.max(end, high + 1); cell++) {
        all[cell] += weight;
        if (scene.recordOn[i]) shown[cell] += weight;
      }
    });
    const most = Math.sqrt(Math.max(...all, 1));
    Axis.paintMargins(context, axis, width, 0, base, colours.raised);
    for (const [cells, colour] of [
      [all, colours.rule],
      [shown, colours.accent],
    ]) {
      context.fillStyle = colour;
      cells.forEach((value, cell) => {
        const tall = (Math.sqrt(value) / most) * (base - 3);
        if (value > 0) context.fillRect(cell * step, base - Math.max(tall, 1), step - 1, Math.max(tall, 1));
      });
    }
    context.fillStyle = colours.soft;
    context.font = `11px ${Names.FONT}`;
    context.textBaseline = "bottom";
    for (const { text, x } of Axis.ticks(axis, width)) context.fillText(text, x, height);
    context.fillStyle = colours.rule;
    context.fillRect(0, base, width, 1);
    const [left, right] = edges(state);
    context.fillStyle = colours.raised;
    context.globalAlpha = 0.75;
    context.fillRect(0, 0, left * width, base);
    context.fillRect(right * width, 0, width - right * width, base);
  }

  /** The days between the handles; at an end of the scale, that of its body, or that there is more. */
  function told(state) {
    if (!axis.marks.length) return "no dates";
    const earlier = !state.from && axis.first < axis.early;
    const later = !state.to && axis.last > axis.late;
    const [from, to] = days(state);
    const between = [state.from ? from : axis.early, state.to ? to : axis.late];
    // Where nothing of the body is left, its ends say nothing.
    const plain = between[0] > between[1] ? [from, to] : between;
    const ends = plain.map(Dates.words);
    if (plain === between && earlier) ends[0] = "earlier";
    if (plain === between && later) ends[1] = "later";
    return [...new Set(ends)].join(" – ");
  }

  const edges = (state) => {
    const [from, to] = days(state);
    return [axis.at(from), axis.at(to + 1)];
  };

  function draw(state, scene) {
    const begun = Boolean(made);
    made = scene;
    if (!begun) start();
    const values = days(state);
    edges(state).forEach((share, i) => {
      const grip = handle(SIDES[i]);
      grip.style.left = `${share * 100}%`;
      grip.setAttribute("aria-valuenow", values[i]);
      grip.setAttribute("aria-valuetext", Dates.words(values[i]));
    });
    Dom.byId("clock").value = state.clock;
    const limited = state.from || state.to;
    Dom.byId("range-told").textContent = told(state);
    Dom.byId("range-all").hidden = !limited;
    const undated = Store.span[state.clock].reduce((sum, span) => sum + (span ? 0 : 1), 0);
    Dom.byId("range-undated").textContent =
      limited && undated ? `(${undated.toLocaleString("en")} undated left out)` : "";
    if (!begun || scene.recordOn !== seen.recordOn || key(state) !== seen.key) paint(state, scene);
  }

  return { draw };
})();
