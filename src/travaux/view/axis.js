// A scale of time that gives days on which much is dated room, and empty years little.
const Axis = (() => {
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
    return {
      marks,
      at: (day) => between(stops, day, 0, 1) / (place || 1),
      day: (share) => Math.floor(between(stops, share * place, 1, 0)),
      ...ends(marks),
    };
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
    for (let year = start; year <= end + 1; year++) wanted.push([Dates.first(year), String(year), 0]);
    const months = new Set(axis.marks.map((day) => Dates.written(day).slice(0, 7)));
    for (const month of months) {
      const [year, number] = month.split("-").map(Number);
      wanted.push([Dates.first(year, number - 1), `${Dates.MONTHS[number - 1]} ${year}`, 1]);
    }
    for (const day of axis.marks) {
      const { month, day: number } = Dates.parts(day);
      wanted.push([day, `${number} ${Dates.MONTHS[month]}`, 2]);
    }
    const kept = [];
    for (const [day, text, rank] of wanted.sort((a, b) => a[2] - b[2])) {
      if (day < axis.first || day > axis.last) continue;
      const x = axis.at(day) * width;
      if (x > width - 30 || kept.some((each) => Math.abs(each.x - x) < apart)) continue;
      kept.push({ day, text, rank, x });
    }
    return kept;
  }

  /** Every day that some clock of some record tells. */
  const told = () =>
    Store.clocks.flatMap((clock) => Store.span[clock].flatMap((span) => span || [])).filter(Number.isFinite);

  return { make, ticks, told };
})();
