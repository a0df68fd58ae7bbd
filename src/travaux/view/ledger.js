// The ledger: items and issues down, actors across, each cell the stances told by the chosen day.
const Ledger = (() => {
  const SHOWN = 3;
  const { SIGNS, AWAY, NONE, MAYBE, sign, ends, by, gathered, stance } = Stances;
  const ROWS = 150;
  const COLUMNS = 40;
  const own = new Map();
  const anywhere = new Set();
  const blank = {};
  let days = [],
    begun = false,
    shown = "";

  const OPEN = [-Infinity, Infinity];
  /** The days of the words of a stance: those of its record, unless the ledger has others. */
  const spanOf = (record) => own.get(record) || Store.span.said[record] || OPEN;
  const standing = (record, asof) => by(spanOf(record), asof);

  /** Cells by "item~actor" of ledger numbers: the stances that stand, the latest first. */
  function cells(state, scene) {
    const asof = Dates.number(state.asof);
    const found = new Map();
    for (const each of Store.data.ledger.cells) {
      const stands = scene.recordOn[each.record] && standing(each.record, asof);
      if (!stands) continue;
      const key = `${each.item}~${each.actor}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push({ ...each, i: each.record, stands });
    }
    for (const told of found.values()) told.sort((a, b) => Store.day[b.i] - Store.day[a.i] || a.i - b.i);
    return found;
  }

  /** What was recorded of an answer to an item by the day chosen; nothing if it was not on the table. */
  const stateAt = ({ states = [] }, asof) => states.findLast(([day]) => day <= asof);

  /** The lines in which something is told, with those above them. */
  function always(inRow) {
    const { items, sections } = Store.data.ledger;
    const titles = sections.flatMap(([title, count]) => Array(count).fill(title));
    const rows = [];
    let above = 0;
    for (let k = items.length - 1; k >= 0; k--) {
      if (!inRow.has(k) && items[k].depth >= above) continue;
      rows.unshift({ ...items[k], k, title: titles[k] });
      above = items[k].depth;
    }
    return rows;
  }

  /** What was on the table by that day, as the command has it: by state, each part under its whole. */
  function onTheTable(inRow, asof, whole) {
    const { items, states } = Store.data.ledger;
    const found = new Map();
    const line = []; // the number of the item at each depth, down to the present one
    items.forEach((item, k) => {
      line.splice(item.depth, Infinity, k);
      const known = stateAt(item, asof);
      if (!known || !inRow.has(k)) return;
      // Where filters leave less, what was answered cannot be told.
      const title = whole ? states[known[1]] : "On the table";
      if (!found.has(title)) found.set(title, new Map());
      const group = found.get(title);
      const depth = line.slice(0, -1).filter((each) => group.has(each)).length;
      group.set(k, { ...item, k, title, depth, maybe: whole && !known[2] });
    });
    return [...states, "On the table"].flatMap((title) => [...(found.get(title)?.values() || [])]);
  }

  /** The lines, and the columns of what is told in them, the fullest first. */
  function rowsAndColumns(found, state, scene) {
    const inRow = new Set([...found.keys()].map((key) => Number(key.split("~")[0])));
    const whole = Store.data.ledger.cells.every(({ record }) => scene.recordOn[record]);
    const rows = state.asof ? onTheTable(inRow, state.asof, whole) : always(inRow);
    const kept = new Set(rows.map(({ k }) => k));
    const inColumn = new Map();
    // Who takes a stance there on another day has a column as well, as in the command.
    for (const { item, actor, record } of Store.data.ledger.cells)
      if (kept.has(item) && scene.recordOn[record]) inColumn.set(actor, 0);
    for (const [key, told] of found) {
      const [k, a] = key.split("~").map(Number);
      if (kept.has(k)) inColumn.set(a, inColumn.get(a) + told.length);
    }
    const columns = [...inColumn]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, COLUMNS)
      .map(([a]) => ({ a, node: Store.data.ledger.actors[a] }));
    return { rows, columns, actors: inColumn.size };
  }

  function cell(row, column, told, scene, state) {
    const key = `${Store.data.nodes[row.node].key} ${Store.data.nodes[column.node].key}`;
    const groups = gathered(told);
    const names = groups
      .map((group) => group.name + (group.stands === "certain" ? "" : ", only possibly by that day"))
      .join("; ");
    const lit = !scene.lit || told.some(({ i }) => scene.lit.records.has(i));
    const asof = Dates.number(state.asof);
    const button = Dom.button(
      {
        class: "cell",
        "data-key": key,
        "aria-pressed": String(state.sel === key),
        "aria-label": `${Store.label(column.node)} on ${Store.label(row.node)}: ${names}`,
        onclick: () => State.set({ sel: state.sel === key ? "" : key }),
      },
      groups.slice(0, SHOWN).map((group) => stance(group, asof)),
      groups.length > SHOWN ? Dom.make("small", {}, `and ${groups.length - SHOWN} more`) : null,
    );
    return Dom.make("td", { class: scene.lit ? (lit ? "lit" : "dim") : null }, button);
  }

  /** A cell without a stance: of which more is told elsewhere, or nothing at all; copied, for they are many. */
  function nothing(k, a) {
    const mark = sign(anywhere.has(`${k}~${a}`) ? AWAY : NONE);
    blank[mark] ||= Dom.make("td", { class: mark === NONE ? "none" : "away" }, SIGNS[mark][0]);
    return blank[mark].cloneNode(true);
  }

  /** A line's name with its letter if it is a package, and those of the packages it is part of. */
  function rowHead(row, scene) {
    const made = Dom.make(
      "th",
      { scope: "row" },
      nameOf(
        row.node,
        scene,
        row.letter ? `${row.letter} = ` : "",
        (row.also ? ` [${row.also}]` : "") + (row.maybe ? ` ${sign(MAYBE)}` : ""),
      ),
    );
    made.style.paddingLeft = `${0.75 + Math.min(row.depth, 4) * 1.1}rem`;
    return made;
  }

  function nameOf(n, scene, before = "", after = "") {
    const chosen = State.chosen(State.get().sel) || {};
    const lit = scene.lit && (chosen.node === n || chosen.item === n || chosen.actor === n);
    return Dom.button(
      { class: lit ? "plain chosen" : "plain", onclick: () => State.set({ sel: Store.data.nodes[n].key }) },
      before,
      Pieces.isolated(Store.label(n)),
      after,
    );
  }

  function table(state, scene) {
    const found = cells(state, scene);
    const { rows, columns, actors } = rowsAndColumns(found, state, scene);
    if (!rows.length) return { empty: true };
    const head = Dom.make(
      "tr",
      {},
      Dom.make("th", { scope: "col", class: "corner" }, "Item or issue"),
      columns.map(({ node }) => Dom.make("th", { scope: "col" }, nameOf(node, scene))),
    );
    const body = [];
    for (const row of rows.slice(0, ROWS)) {
      const line = columns.map((column) => {
        const told = found.get(`${row.k}~${column.a}`);
        return told ? cell(row, column, told, scene, state) : nothing(row.k, column.a);
      });
      if (body.at(-1)?.title !== row.title) body.push({ title: row.title, lines: [] });
      body.at(-1).lines.push(Dom.make("tr", {}, rowHead(row, scene), line));
    }
    const parts = body.map(({ title, lines }) => {
      const name = Dom.make(
        "th",
        { scope: "rowgroup", colspan: columns.length + 1 },
        Dom.make("span", {}, title),
      );
      return Dom.make("tbody", {}, Dom.make("tr", { class: "section" }, name), lines);
    });
    return { head, parts, rows, actors };
  }

  /** The next or last day on which a stance becomes certain. */
  function change(turn) {
    const here = Dates.number(State.get().asof) ?? (turn < 0 ? Infinity : -Infinity);
    const found = turn > 0 ? days.find((day) => day > here) : days.findLast((day) => day < here);
    if (found !== undefined) State.set({ asof: Dates.written(found) });
  }

  function start() {
    const { cells: all } = Store.data.ledger;
    for (const { record, item, actor, days: told } of all) {
      anywhere.add(`${item}~${actor}`);
      if (told.length) own.set(record, ends(told));
    }
    const told = all.flatMap(({ record }) => spanOf(record)).filter(Number.isFinite);
    days = [...new Set(told)].sort((a, b) => a - b);
    const input = Dom.byId("asof");
    if (days.length) {
      input.min = Dates.written(days[0]);
      input.max = Dates.written(days[days.length - 1]);
    }
    input.addEventListener(
      "change",
      () => (Dates.number(input.value) !== null || !input.value) && State.set({ asof: input.value }),
    );
    Dom.byId("asof-last").addEventListener("click", () => change(-1));
    Dom.byId("asof-next").addEventListener("click", () => change(1));
    Dom.byId("asof-none").addEventListener("click", () => State.set({ asof: "" }));
  }

  /** Bring the first that belongs to what is chosen into sight, unless some of it is there already. */
  function reveal(place) {
    const lit = [...place.querySelectorAll("td.lit, th:has(.chosen)")];
    const cells = lit.some((each) => each.matches("td")) ? lit.filter((each) => each.matches("td")) : lit;
    if (!cells.length) return;
    const frame = place.getBoundingClientRect();
    const corner = place.querySelector(".corner").getBoundingClientRect();
    const [left, top] = [corner.width, corner.height];
    const boxes = cells.map((each) => each.getBoundingClientRect());
    const across = (box) => box.left >= frame.left + left - 1 && box.right <= frame.right + 1;
    const down = (box) => box.top >= frame.top + top - 1 && box.top + 40 <= frame.bottom;
    if (boxes.some((box) => across(box) && down(box))) return;
    const [box] = boxes;
    place.scrollBy(
      across(box) || !cells[0].matches("td") ? 0 : box.left - frame.left - left - 24,
      down(box) ? 0 : box.top - frame.top - top - 48,
    );
  }

  function draw(state, scene) {
    if (!begun) start();
    begun = true;
    Dom.byId("asof").value = state.asof;
    Dom.byId("asof-none").hidden = !state.asof;
    const place = Dom.byId("ledger-table");
    const [x, y] = [place.scrollLeft, place.scrollTop];
    Stances.clear();
    const { head, parts, rows, empty, actors } = table(state, scene);
    Dom.byId("ledger-key").replaceChildren(...(empty ? [] : Stances.key(rows)));
    Dom.byId("asof-told").textContent = "";
    if (empty) {
      place.replaceChildren(
        Empty.told(
          "No stance to set against each other",
          Store.data.ledger.cells.length
            ? "None is told by that day, in that range of time, with what the filters leave."
            : "No source of this page tells who takes which stance on what.",
        ),
      );
      return;
    }
    const count = rows.length;
    const told =
      `${Dom.plural(count, "line")}, ${Dom.plural(actors, "actor")}` +
      (count > ROWS ? `; the first ${ROWS} are shown` : "") +
      (actors > COLUMNS ? `; the ${COLUMNS} actors with most stances` : "");
    Dom.byId("asof-told").textContent = told;
    const day = state.asof ? `, as of ${Dates.words(Dates.number(state.asof))}` : "";
    const caption = Dom.make("caption", { class: "hush" }, told + day);
    place.replaceChildren(Dom.make("table", {}, caption, Dom.make("thead", {}, head), parts));
    if (x || y) place.scrollTo(x, y);
    if (state.sel !== shown) reveal(place);
    shown = state.sel;
  }

  return { draw, standing };
})();
