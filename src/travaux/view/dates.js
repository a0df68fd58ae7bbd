// Days as whole numbers, counted from 1970-01-01, and back into words.
const Dates = (() => {
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const DAY = 86400000;

  const known = new Map();

  /** The number of a day written YYYY-MM-DD, or null; the same days come again and again. */
  function number(text) {
    if (!known.has(text)) known.set(text, counted(text));
    return known.get(text);
  }

  function counted(text) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || "");
    if (!parts) return null;
    const day = Math.round(Date.UTC(+parts[1], +parts[2] - 1, +parts[3]) / DAY);
    return written(day) === text ? day : null;
  }
  const written = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const parts = (day) => {
    const date = new Date(day * DAY);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
  };
  function words(day) {
    const date = parts(day);
    return `${date.day} ${MONTHS[date.month]} ${date.year}`;
  }
  const first = (year, month = 0) => Math.round(Date.UTC(year, month, 1) / DAY);

  return { MONTHS, number, written, parts, words, first };
})();
