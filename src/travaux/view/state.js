// What the reader has chosen: one plain object, in the fragment of the address under stable keys.
const State = (() => {
  const SETS = { class: "families", line: "lines", source: "sources" };
  const REST = {
    view: "graph",
    sel: "",
    at: "",
    clock: "said",
    from: "",
    to: "",
    focus: "",
    depth: 1,
    path: [],
    ask: "",
    asof: "",
    sort: "date",
    page: 1,
    all: "",
    theme: "",
    class: [],
    line: [],
    source: [],
    attitude: [],
    modality: [],
  };
  const VIEWS = ["graph", "timeline", "ledger", "table"];
  const HIDDEN = ["class", "line", "source", "attitude", "modality"];
  const listeners = [];
  const hasty = []; // what is to be done before anything changes
  let state = { ...REST };
  let addressable = true;

  const known = {
    view: (value) => VIEWS.includes(value),
    clock: (value) => Store.clocks.includes(value),
    from: (value) => Dates.number(value) !== null,
    to: (value) => Dates.number(value) !== null,
    asof: (value) => Dates.number(value) !== null,
    focus: (value) => Store.indexOf.has(value),
    ask: (value) => Store.questionOf.has(value),
    sel: (value) => Boolean(chosen(value)),
    theme: (value) => value === "light" || value === "dark",
    sort: (value) => /^-?(date|who|stance|what|by|source)$/.test(value),
    at: (value) => /^-?\d{1,6}_-?\d{1,6}_\d{1,5}$/.test(value),
    all: (value) => value === "yes",
  };

  /** What a key names: a node, an edge, a record, or a cell (item and actor) of the ledger. */
  function chosen(key) {
    if (Store.indexOf.has(key)) return { node: Store.indexOf.get(key) };
    if (Store.recordOf.has(key)) return { record: Store.recordOf.get(key) };
    if (Store.edgeOf.has(key)) return { edge: Store.edgeOf.get(key) };
    const ends = key.split(" ").map((each) => Store.indexOf.get(each));
    return ends.length === 2 && ends.every((n) => n !== undefined) ? { item: ends[0], actor: ends[1] } : null;
  }

  function listed(name, text) {
    const parts = text.split(",").map(decodeURIComponent);
    const group = SETS[name];
    if (!group) return parts;
    const keys = new Set(Store.data[group].map((each) => each.key));
    return parts.filter((part) => keys.has(part));
  }

  /** The state that a fragment tells; what is unknown in it is left out. */
  function decode(fragment) {
    const read = { ...REST };
    for (const pair of fragment.replace(/^#/, "").split("&")) {
      const [name, text = ""] = pair.split("=");
      if (!Object.hasOwn(REST, name)) continue;
      try {
        if (HIDDEN.includes(name)) read[name] = listed(name, text);
        else if (name === "path") {
          const ends = text.split(",").map(decodeURIComponent);
          if (ends.length === 2 && ends.every((key) => Store.indexOf.has(key))) read.path = ends;
        } else if (typeof REST[name] === "number") read[name] = Math.max(1, parseInt(text, 10) || 1);
        else if (!text || known[name](decodeURIComponent(text))) read[name] = decodeURIComponent(text);
      } catch {
        // A fragment that somebody cut in half is no reason to show nothing.
      }
    }
    read.depth = Math.min(read.depth, 4);
    return read;
  }

  function encode(from = state) {
    const told = (value) =>
      Array.isArray(value) ? value.map(encodeURIComponent).join(",") : encodeURIComponent(value);
    const pairs = Object.keys(REST)
      .filter((name) => String(from[name]) !== String(REST[name]))
      .map((name) => `${name}=${told(from[name]).replaceAll("%3A", ":").replaceAll("%2F", "/")}`);
    return pairs.length ? `#${pairs.join("&")}` : "";
  }

  function record(replace) {
    const address = encode() || location.pathname + location.search;
    try {
      history[replace ? "replaceState" : "pushState"](null, "", address);
    } catch {
      // In a frame without an address of its own; the reader can copy the state instead.
      addressable = false;
    }
  }

  const tell = (before) => listeners.forEach((listener) => listener(state, before));

  /** Change what is chosen; `replace` leaves no step to go back to, as while a handle is dragged. */
  function set(change, replace = false) {
    hasty.forEach((act) => act());
    const before = state;
    state = { ...state, ...change };
    if (encode(before) === encode()) return;
    record(replace);
    tell(before);
  }

  /** Keep in the address what is seen already, such as the camera. */
  function note(change) {
    const before = encode();
    state = { ...state, ...change };
    if (encode() !== before) record(true);
  }

  function read(fragment) {
    const before = state;
    state = decode(fragment);
    tell(before);
  }

  function start(given) {
    // What the page was made to show is its state at rest; the address tells what differs.
    Object.assign(REST, given);
    state = decode(location.hash);
    window.addEventListener("popstate", () => read(location.hash));
    window.addEventListener("hashchange", () => location.hash !== encode() && read(location.hash));
  }

  function toggle(name, key, shown) {
    const rest = state[name].filter((each) => each !== key);
    set({ [name]: shown ? rest : [...rest, key] });
  }

  return {
    REST,
    VIEWS,
    HIDDEN,
    chosen,
    encode,
    set,
    note,
    read,
    start,
    toggle,
    get: () => state,
    addressable: () => addressable,
    first: (act) => hasty.push(act),
    listen: (listener) => listeners.push(listener),
  };
})();
