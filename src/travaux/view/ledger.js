// The ledger: items and issues down, actors across, each cell the stances told by the chosen day.
const Ledger = (() => {
  const SHOWN = 3;
  const ROWS = 150;
  const COLUMNS = 40;
  let days = [];

  /** "certain" from the latest day that a date may mean, "possible" from the earliest, else "". */
  function standing(i, asof) {
    const clock = ["said", "happened", "published"].find((each) => Store.span[each][i]);
    if (asof === null) return "certain";
    if (!clock) return "possible";
    const [early, late] = Store.span[clock][i];
    return late <= asof ? "certain" : early <= asof ? "possible" : "";
  }

  /** Cells by "item~actor" of ledger numbers: the stances that stand, the latest first. */
  function cells(state, scene) {
    const asof = Dates.number(state.asof);
    const found = new Map();
    for (const { item, actor, record } of Store.data.ledger.cells) {
      const stands = scene.recordOn[record] && standing(record, asof);
      if (!stands) continue;
      const key = `${item}~${actor}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push({ i: record, stands });
    }
    for (const told of found.values()) told.sort((a, b) => Store.day[b.i] - Store.day[a.i] || a.i - b.i);
    return found;
  }

  function rowsAndColumns(found) {
    const { items, actors } = Store.data.ledger;
    const [inRow, inColumn] = [new Map(), new Map()];
    for (const [key, told] of found) {
      const [k, a] = key.split("~").map(Number);
      inRow.set(k, (inRow.get(k) || 0) + told.length);
      inColumn.set(a, (inColumn.get(a) || 0) + told.length);
    }
    const rows = items.map((item, k) => ({ ...item, k })).filter(({ k }) => inRow.has(k));
    const columns = [...inColumn]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, COLUMNS)
      .map(([a]) => ({ a, node: actors[a] }));
    return { rows, columns, actors: inColumn.size };
  }

  /** Stances of one cell, each attitude once, with how many records tell it. */
  function gathered(told) {
    const groups = new Map();
    for (const each of told) {
      const record = Store.data.records[each.i];
      const name = [record.attitude, record.degree].filter(Boolean).join(", ");
      if (!groups.has(name)) groups.set(name, { record, name, count: 0, stands: "possible", own: false });
      const group = groups.get(name);
      group.count += 1;
      if (each.stands === "certain") group.stands = "certain";
      if (!record.second) group.own = true;
    }
    return [...groups.values()];
  }

  function stance({ record, count, stands, own }) {
    const line = Store.lineOf.get(record.stance);
    const made = Dom.make(
      "span",
      { class: stands === "certain" ? "stance" : "stance possible" },
      line ? Shapes.stroke({ ...line, width: line.width * 1.1 }) : null,
      Pieces.isolated(record.attitude || "no attitude"),
      record.degree ? Dom.make("small", {}, " (", Pieces.isolated(record.degree), ")") : "",
      own ? Dom.make("span", { title: "first-hand" }, "*") : "",
      stands === "certain" ? "" : " ?",
      Dom.make("small", {}, ` ${record.cites[0] || ""}${count > 1 ? ` ×${count}` : ""}`),
    );
    return Shapes.tinted(made, line);
  }

  function cell(row, column, told, scene, state) {
    const key = `${Store.data.nodes[row.node].key} ${Store.data.nodes[column.node].key}`;
    const groups = gathered(told);
    const names = groups
      .map((group) => group.name + (group.stands === "certain" ? "" : ", only possibly by that day"))
      .join("; ");
    const lit = !scene.lit || told.some(({ i }) => scene.lit.records.has(i));
    const button = Dom.button(
      {
        class: "cell",
        "data-key": key,
        "aria-pressed": String(state.sel === key),
        "aria-label": `${Store.label(column.node)} on ${Store.label(row.node)}: ${names}`,
        onclick: () => State.set({ sel: state.sel === key ? "" : key }),
      },
      groups.slice(0, SHOWN).map(stance),
      groups.length > SHOWN ? Dom.make("small", {}, `and ${groups.length - SHOWN} more`) : null,
    );
    return Dom.make("td", { class: lit ? "" : "dim" }, button);
  }

  function nameOf(n, scene) {
    const chosen = State.chosen(State.get().sel) || {};
    const lit = scene.lit && (chosen.node === n || chosen.item === n || chosen.actor === n);
    return Dom.button(
      { class: lit ? "plain chosen" : "plain", onclick: () => State.set({ sel: Store.data.nodes[n].key }) },
      Pieces.isolated(Store.label(n)),
    );
  }

  function table(state, scene) {
    const found = cells(state, scene);
    const { rows, columns, actors } = rowsAndColumns(found);
    if (!rows.length) return { empty: true };
    const head = Dom.make(
      "tr",
      {},
      Dom.make("th", { scope: "col", class: "corner" }, "Item or issue"),
      columns.map(({ node }) => Dom.make("th", { scope: "col" }, nameOf(node, scene))),
    );
    const body = rows.slice(0, ROWS).map((row) => {
      const name = Dom.make("th", { scope: "row" }, nameOf(row.node, scene));
      name.style.paddingLeft = `${0.75 + Math.min(row.depth, 4) * 1.1}rem`;
      const line = columns.map((column) => {
        const told = found.get(`${row.k}~${column.a}`);
        return told
          ? cell(row, column, told, scene, state)
          : Dom.make("td", { class: "none" }, Dom.make("span", { class: "hush" }, "not recorded"));
      });
      return Dom.make("tr", {}, name, line);
    });
    return { head, body, count: rows.length, actors };
  }

  /** The next or last day on which a stance becomes certain. */
  function change(turn) {
    const here = Dates.number(State.get().asof) ?? (turn < 0 ? Infinity : -Infinity);
    const found = turn > 0 ? days.find((day) => day > here) : days.findLast((day) => day < here);
    if (found !== undefined) State.set({ asof: Dates.written(found) });
  }

  function start() {
    const told = Store.data.ledger.cells.flatMap(({ record }) => {
      const clock = ["said", "happened", "published"].find((each) => Store.span[each][record]);
      return clock ? Store.span[clock][record].filter(Number.isFinite) : [];
    });
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

  let begun = false;
  function draw(state, scene) {
    if (!begun) start();
    begun = true;
    Dom.byId("asof").value = state.asof;
    Dom.byId("asof-none").hidden = !state.asof;
    const place = Dom.byId("ledger-table");
    const held = document.activeElement?.dataset?.key;
    const [x, y] = [place.scrollLeft, place.scrollTop];
    const { head, body, empty, count, actors } = table(state, scene);
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
    const told = `${Dom.plural(count, "item")}, ${Dom.plural(actors, "actor")}${state.asof ? `, as of ${Dates.words(Dates.number(state.asof))}` : ""}`;
    place.replaceChildren(
      Dom.make(
        "table",
        {},
        Dom.make(
          "caption",
          {},
          told +
            (count > ROWS ? `; the first ${ROWS} items are shown` : "") +
            (actors > COLUMNS ? `; the ${COLUMNS} actors with most stances` : ""),
        ),
        Dom.make("thead", {}, head),
        Dom.make("tbody", {}, body),
      ),
    );
    if (x || y) place.scrollTo(x, y);
    if (held)
      [...place.querySelectorAll("button.cell")]
        .find((each) => each.dataset.key === held)
        ?.focus({ preventScroll: true });
  }

  return { draw, standing };
})();
