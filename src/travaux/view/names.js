// The labels of the graph: of one size at every scale, and none over another.
const Names = (() => {
  const CELL = 4;
  const MOST = 220;
  const FONT = 'system-ui, "Segoe UI", "Liberation Sans", "DejaVu Sans", sans-serif';
  const widths = new Map();
  const wraps = new Map();
  let placed = null,
    held = false;

  function width(context, text, font) {
    const key = `${font}|${text}`;
    if (!widths.has(key)) {
      context.font = font;
      widths.set(key, context.measureText(text).width);
    }
    return widths.get(key);
  }

  /** The label in lines of about 22 letters; what is cut ends in an ellipsis. */
  function wrapped(n) {
    if (wraps.has(n)) return wraps.get(n);
    const rows = [""];
    for (const word of Store.label(n).split(/\s+/)) {
      const last = rows.length - 1;
      const piece = word.length > 26 ? `${word.slice(0, 25)}…` : word;
      if (rows[last] && rows[last].length + piece.length > 21) rows.push(piece);
      else rows[last] += (rows[last] ? " " : "") + piece;
    }
    wraps.set(n, rows);
    return rows;
  }

  const cut = (rows, count) =>
    rows.length <= count ? rows : [...rows.slice(0, count - 1), `${rows[count - 1]} …`];

  /** The screen in cells, each free or taken. */
  function grid(wide, high) {
    const columns = Math.ceil(wide / CELL);
    const cells = new Uint8Array(columns * Math.ceil(high / CELL));
    const each = (box, act) => {
      for (let y = Math.max(0, box.top / CELL) | 0; y * CELL < Math.min(box.bottom, high); y++) {
        for (let x = Math.max(0, box.left / CELL) | 0; x * CELL < Math.min(box.right, wide); x++) {
          if (act(y * columns + x)) return true;
        }
      }
      return false;
    };
    return {
      take: (box, mark) => each(box, (cell) => void (cells[cell] |= mark)),
      taken: (box, mark) => each(box, (cell) => cells[cell] & mark),
      inside: (box) => box.left >= 2 && box.top >= 2 && box.right <= wide - 2 && box.bottom <= high - 2,
    };
  }

  const around = (x, y, wide, high) => ({
    left: x - wide / 2,
    right: x + wide / 2,
    top: y - high / 2,
    bottom: y + high / 2,
  });
  const SIDES = [
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
    [0.75, 0.85],
    [-0.75, 0.85],
    [0.75, -0.85],
    [-0.75, -0.85],
  ];
  const DISC = 1;
  const TEXT = 2;

  function tries(n, first, bright) {
    const rows = wrapped(n);
    const sizes = first
      ? [
          [3, 12.5],
          [2, 11.5],
        ]
      : [
          [bright ? 3 : 2, 11.5],
          [1, 11],
        ];
    return sizes.map(([count, size]) => ({
      rows: cut(rows, count),
      font: `${first ? "600 " : ""}${size}px ${FONT}`,
      size,
    }));
  }

  /** Who is named first: what is chosen, then what is lit, the best connected of it first; where
   *  little is shown, then the rest. */
  function candidates(at, free) {
    const { scene, hover } = Stage;
    const special = new Set([hover, Stage.keyed()].filter((n) => n >= 0));
    const chosen = State.chosen(State.get().sel) || {};
    for (const n of [chosen.node, chosen.item, chosen.actor]) if (n !== undefined) special.add(n);
    const named = [...special];
    for (const lit of scene.lit && Stage.few ? [true, false] : [true]) {
      for (const n of Store.byDegree) {
        if (special.has(n) || !scene.nodeOn[n] || Stage.isLit(n) !== lit) continue;
        if (free.inside(around(...at(n), 1, 1))) named.push(n);
        if (named.length >= MOST) break;
      }
    }
    return { named: named.filter((n) => scene.nodeOn[n]), special };
  }

  function layOut(context) {
    const { network, scene, wide: across, high: down } = Stage;
    const free = grid(across, down);
    const at = Camera.lens();
    const { named, special } = candidates(at, free);
    const scale = network.getScale();
    const discOf = (n) => Stage.radiusOf(n) * scale;
    for (const n of named) free.take(around(...at(n), discOf(n) * 1.4, discOf(n) * 1.4), DISC);
    const found = [];
    named.forEach((n, place) => {
      const first = special.has(n) || (place < 8 && Store.degree[n] > 2 && Stage.isLit(n));
      const [x, y] = at(n);
      const radius = discOf(n);
      for (const { rows, font, size } of tries(n, first, Boolean(scene.lit))) {
        const wide = Math.max(...rows.map((row) => width(context, row, font))) + 4;
        const high = rows.length * size * 1.16 + 1;
        const boxes = SIDES.map(([a, b]) =>
          around(x + a * (radius + wide / 2 + 2), y + b * (radius + high / 2 + 2), wide, high),
        );
        const box =
          boxes.find((each) => free.inside(each) && !free.taken(each, DISC | TEXT)) ||
          (first && boxes.find((each) => free.inside(each) && !free.taken(each, TEXT))) ||
          (special.has(n) && boxes[0]);
        if (!box) continue;
        free.take(box, TEXT);
        found.push({ n, rows, font, size, dx: (box.left + box.right) / 2 - x, dy: box.top - y });
        break;
      }
    });
    return found;
  }

  /** Names are placed anew for another camera or another node pointed at; not while it is dragged. */
  function paint(context) {
    const { network, hover, palette } = Stage;
    const { x: left, y: top } = network.getViewPosition();
    const scale = network.getScale();
    const key = [scale, hover, Stage.keyed(), ...(held ? [] : [left, top])].join(" ");
    if (!placed || (key !== placed.key && !(held && placed.key.startsWith(key)))) {
      placed = { key, found: layOut(context) };
    }
    context.save();
    context.scale(1 / scale, 1 / scale);
    Object.assign(context, {
      textAlign: "center",
      textBaseline: "middle",
      lineJoin: "round",
      lineWidth: 3.5,
    });
    context.strokeStyle = palette.paper;
    for (const { n, rows, font, size, dx, dy } of placed.found) {
      const { x, y } = Store.data.nodes[n];
      context.font = font;
      context.fillStyle = Stage.isLit(n) ? palette.ink : palette.soft;
      rows.forEach((row, i) => {
        const place = [row, x * scale + dx, y * scale + dy + size * 1.16 * (i + 0.5)];
        context.strokeText(...place);
        context.fillText(...place);
      });
    }
    context.restore();
  }

  return { paint, forget: () => (placed = null), hold: (on) => void (held = on), FONT };
})();
