// A scale of time that gives days on which much is dated room, and empty years little.
// What lies long before or after the body of the days keeps to a narrow margin, in which it can be reached.
const Axis = (() => {
  const FEW = 0.04;
  const MARGIN = 0.08;

  /** Day numbers to the share of the width and back, over the days given (with repetitions). */
  function make(days, from = -Infinity, to = Infinity) {
    const counts = new Map();
    for (const day of days) if (day >= from && day <= to) counts.set(day, (counts.get(day) || 0) + 1);
    for (const end of [from, to]) if (Number.isFinite(end) && !counts.has(end)) counts.set(end, 0);
    const marks = [...counts.keys()].sort((a, b) => a - b);
    const stops = [];
    let place = 0;
    marks.forEach((day, i) => {
      const before = i ? marks[i - 1] + 1 : day;
      if (i && day > before) place += 0.55 * Math.log2(1 + day - before);
      stops.push([day, place]);
      place += 0.5 + Math.sqrt(counts.get(day));
      stops.push([day + 1, place]);
    });
    const { first, last } = ends(marks);
    const [early, late] = body(marks, counts);
    place = narrowed(stops, early, late);
    return {
      marks,
      first,
      last,
      early,
      late,
      at: (day) => between(stops, day, 0, 1) / (place || 1),
      day: (share) => Math.floor(between(stops, share * place, 1, 0)),
    };
  }

  /** The first and last day of the body: all but the few at each end that stand far off. */
  function body(marks, counts) {
    const total = marks.reduce((sum, day) => sum + counts.get(day), 0);
    const edge = (order) => {
      let seen = 0;
      return order.findIndex((day) => (seen += counts.get(day)) > FEW * total);
    };
    let low = Math.max(0, edge(marks));
    let high = marks.length - 1 - Math.max(0, edge([...marks].reverse()));
    const near = () => Math.max(7, (marks[high] - marks[low]) / 2);
    while (low > 0 && marks[low] - marks[low - 1] <= near()) low -= 1;
    while (high < marks.length - 1 && marks[high + 1] - marks[high] <= near()) high += 1;
    return [marks[low] ?? 0, marks[high] ?? 0];
  }

  /** Make the stretches before and after the body no wider than a margin each; the new width. */
  function narrowed(stops, early, late) {
    const [start, stop] = [early, late + 1].map((day) => between(stops, day, 0, 1));
    const most = MARGIN * (stop - start);
    const end = stops.at(-1)?.[1] || 0;
    const left = Math.min(1, most / (start || 1));
    const right = Math.min(1, most / (end - stop || 1));
    for (const each of stops) {
      if (each[1] < start) each[1] *= left;
      else each[1] = start * left + Math.min(each[1], stop) - start + Math.max(0, each[1] - stop) * right;
    }
    return stops.at(-1)?.[1] || 0;
  }

  const ends = (marks) => ({ first: marks[0] ?? 0, last: marks[marks.length - 1] ?? 0 });

  /** Straight lines between the stops; beyond them, their ends. */
  function between(stops, value, from, to) {
    if (!stops.length) return 0;
    let [low, high] = [0, stops.length - 1];
    if (value <= stops[0][from]) return stops[0][to];
    if (value >= stops[high][from]) return stops[high][to];
    while (high - low > 1) {
      const half = (low + high) >> 1;
      if (stops[half][from] <= value) low = half;
      else high = half;
    }
    const [a, b] = [stops[low], stops[high]];
    return a[to] + ((value - a[from]) / (b[from] - a[from] || 1)) * (b[to] - a[to]);
  }

  /** Years, then months, then days as far as there is room: {day, text, rank}. */
  function ticks(axis, width, apart = 58) {
    const { year: start } = Dates.parts(axis.first);
    const { year: end } = Dates.parts(axis.last);
    const wanted = [];
    if (axis.first < axis.early) wanted.push([axis.first, "earlier", -1]);
    if (axis.last > axis.late) wanted.push([axis.late + 1, "later", -1]);
    for (let year = start; year <= end + 1; year++) wanted.push([Dates.first(year), String(year), 0]);
    const months = new Set(axis.marks.map((day) => Dates.written(day).slice(0, 7)));
    for (const month of months) {
      const [year, number] = month.split("-").map(Number);
      wanted.push([Dates.first(year, number - 1), `${Dates.MONTHS[number - 1]} ${year}`, 1]);
    }
    // The last day first, that the scale ends with a date where there is room for it.
    for (const day of [axis.late, ...axis.marks]) {
      const { month, day: number } = Dates.parts(day);
      wanted.push([day, `${number} ${Dates.MONTHS[month]}`, 2]);
    }
    const kept = [];
    for (const [day, text, rank] of wanted.sort((a, b) => a[2] - b[2])) {
      if (rank >= 0 && (day < axis.early || day > axis.late)) continue;
      const x = axis.at(day) * width;
      if ((rank >= 0 && x > width - 30) || kept.some((each) => Math.abs(each.x - x) < apart)) continue;
      kept.push({ day, text, rank, x });
    }
    return kept;
  }

  /** Lighten the ground of what lies outside the body. */
  function paintMargins(context, axis, width, top, height, colour) {
    context.fillStyle = colour;
    const [left, right] = [axis.at(axis.early), axis.at(axis.late + 1)].map((share) => share * width);
    if (left > 0) context.fillRect(0, top, left - 1, height);
    if (right < width) context.fillRect(right + 1, top, width - right - 1, height);
  }

  /** Every day that some clock of some record tells. */
  const told = () =>
    Store.clocks.flatMap((clock) => Store.span[clock].flatMap((span) => span || [])).filter(Number.isFinite);

  return { make, ticks, told, paintMargins };
})();
