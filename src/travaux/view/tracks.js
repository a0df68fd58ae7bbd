// Where the marks of the timeline stand: a band for each clock, and in it a lane for each sort of mark.
// Dots stand on the ground, short spans above them; highest, and thin, what is open or hardly dated.
const Tracks = (() => {
  const GUTTER = 6;
  const FADE = 46;
  const HEAD = 22;
  const TOP = 44;
  const FOOT = 24;
  const ROWS = 240;
  /** A span of more than such a part of the whole time, and of more days than these, tells little of its day. */
  const PART = 6;
  const DAYS = 3;
  const LANES = { point: (thick) => thick + 1, span: (thick) => Math.max(2, thick * 0.4), wide: () => 1.4 };

  function scale(scene, state) {
    const days = Store.clocks.flatMap((clock) =>
      Store.span[clock].flatMap((span, i) => (span && scene.recordOn[i] ? span : [])),
    );
    return Axis.make(days.filter(Number.isFinite), ...Filters.range(state));
  }

  function mark(span, i, clock, axis, inner, thick) {
    const open = span.map((each) => !Number.isFinite(each));
    const early = span[0] < axis.first ? 0 : axis.at(span[0]);
    const late = span[1] > axis.last ? 1 : axis.at(span[1] + 1);
    let [left, right] = [GUTTER + early * inner, GUTTER + late * inner];
    if (open[0]) left = Math.max(GUTTER, right - FADE);
    if (open[1]) right = Math.min(GUTTER + inner, left + FADE);
    const point = span[0] === span[1];
    const vague = span[1] - span[0] > Math.max(DAYS, (axis.late - axis.early) / PART);
    const lane = point ? "point" : vague ? "wide" : "span";
    return { i, clock, left, right: Math.max(right, left + thick), point, open, lane };
  }

  /** The marks of a clock, each in the first row of its lane that is free. */
  function pack(scene, clock, axis, inner, thick) {
    const found = [];
    Store.span[clock].forEach((span, i) => {
      if (!span || !scene.recordOn[i] || span[0] > axis.last || span[1] < axis.first) return;
      found.push(mark(span, i, clock, axis, inner, thick));
    });
    const ranks = new Map(Store.data.lines.map((line, rank) => [line.key, rank]));
    const kind = ({ i }) => ranks.get(Store.data.records[i].stance) ?? -1;
    // Marks of one extent and one kind of stance lie together.
    found.sort((a, b) => a.left - b.left || b.right - a.right || kind(a) - kind(b) || a.i - b.i);
    const rows = {};
    for (const lane of Object.keys(LANES)) {
      const own = found.filter((each) => each.lane === lane);
      rows[lane] = lane === "point" ? abreast(own, thick) : beneath(own);
    }
    return { found, rows };
  }

  /** Dots: as many abreast as their day is wide. */
  function abreast(dots, thick) {
    const taken = new Map();
    for (const dot of dots) {
      const across = Math.max(1, Math.floor((dot.right - dot.left) / (thick + 1)));
      const place = taken.get(dot.left) || 0;
      taken.set(dot.left, place + 1);
      dot.row = Math.floor(place / across);
      dot.left += (place % across) * (thick + 1);
      dot.right = dot.left + thick;
    }
    return dots.reduce((most, dot) => Math.max(most, dot.row + 1), 0);
  }

  function beneath(spans) {
    const ends = [];
    for (const span of spans) {
      const row = ends.findIndex((end) => end <= span.left);
      // Beyond so many rows nobody tells them apart, and they lie over one another.
      span.row = row >= 0 ? row : ends.length < ROWS ? ends.length : span.i % ROWS;
      ends[span.row] = span.right + 2;
    }
    return ends.length;
  }

  /** {axis, bands, marks} for a sheet of that size. */
  function lay(scene, state, width, height) {
    const axis = scale(scene, state);
    const room = height - FOOT - TOP - Store.clocks.length * (HEAD + 2);
    const lanes = Object.entries(LANES);
    let thick, packed, needs, sum;
    // The largest dots with which all bands find room.
    for (thick = scene.shown > 1500 ? 4 : 11; ; thick--) {
      packed = Store.clocks.map((clock) => pack(scene, clock, axis, width - 2 * GUTTER, thick));
      needs = packed.map(({ rows }) =>
        lanes.reduce((all, [lane, step]) => all + rows[lane] * step(thick), 16),
      );
      sum = needs.reduce((a, b) => a + b, 0);
      if (sum <= room || thick <= 4) break;
    }
    const squeeze = Math.min(1, room / sum);
    const spare = Math.max(0, room - sum) / needs.length;
    let top = TOP;
    const bands = Store.clocks.map((clock, b) => {
      const { found, rows } = packed[b];
      const base = top + HEAD + needs[b] * squeeze + spare;
      let ground = base - 3;
      for (const [lane, step] of lanes) {
        const high = step(thick) * squeeze;
        for (const each of found) {
          if (each.lane !== lane) continue;
          each.tall = each.point
            ? Math.max(2.5, Math.min(thick, high))
            : Math.max(1, Math.min(5, high - 0.6));
          each.top = ground - (each.row + 1) * high;
        }
        ground -= rows[lane] * high + (rows[lane] ? 4 * squeeze : 0);
      }
      const band = { clock, top, base, count: found.length };
      top = base + 2;
      return band;
    });
    return { axis, bands, marks: packed.flatMap(({ found }) => found) };
  }

  return { lay, GUTTER, TOP, FOOT };
})();
