"use strict";
// Draws the data of the page and shows their evidence. Text enters the page as text only.
(() => {
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("js");
  byId("legend").open = window.innerWidth > 760;
  const data = JSON.parse(byId("data").textContent);
  if (!data.nodes.length) return;

  // The graph -------------------------------------------------------------------------------
  const hidden = { family: new Set(), line: new Set() };
  const name = (id) => data.nodes[id].name;
  const visibleEdge = (edge) =>
    !hidden.line.has(edge.line) &&
    [edge.from, edge.to].every((id) => !hidden.family.has(data.nodes[id].family));
  const edgesOf = data.nodes.map(() => []);
  const lines = [...document.querySelectorAll("#legend [data-line]")].map((box) => box.dataset.line);
  const byLine = (a, b) => lines.indexOf(a.line) - lines.indexOf(b.line) || a.id - b.id;
  for (const edge of [...data.edges].sort(byLine)) {
    edgesOf[edge.from].push(edge);
    edgesOf[edge.to].push(edge);
  }
  // A node stays while its class is shown and one of its lines is, if it has any.
  const visibleNode = ({ id, family }) =>
    !hidden.family.has(family) &&
    (!edgesOf[id].length || edgesOf[id].some((edge) => !hidden.line.has(edge.line)));

  // Two shapes that vis does not have.
  const SHAPES = {
    ring(context, x, y, r) {
      context.arc(x, y, r * 0.9, 0, 2 * Math.PI);
      context.arc(x, y, r * 0.4, 0, 2 * Math.PI, true);
    },
    cross(context, x, y, r) {
      const [far, near] = [r, r * 0.38];
      const corners = [[-near, -far], [near, -far], [near, -near], [far, -near], [far, near], [near, near]];
      const turned = corners.map(([a, b]) => [-a, -b]);
      for (const [a, b] of [...corners, ...turned]) context.lineTo(x + a, y + b);
    },
  };
  const drawn = ({ ctx: context, id, x, y, style }) => ({
    drawNode() {
      context.globalAlpha = style.opacity ?? 1;
      context.beginPath();
      SHAPES[data.nodes[id].shape](context, x, y, style.size);
      context.closePath();
      context.fillStyle = style.color;
      context.fill();
      context.lineWidth = style.borderWidth;
      context.strokeStyle = style.borderColor;
      context.stroke();
    },
    nodeDimensions: { width: 2 * style.size, height: 2 * style.size },
  });
  const shaped = (node) =>
    node.shape in SHAPES ? { ...node, shape: "custom", ctxRenderer: drawn } : node;

  // vis draws no labels: ours keep their size when the picture is small, and never overlap.
  const nodeSet = new vis.DataSet(data.nodes.map((node) => ({ ...shaped(node), label: undefined })));
  const edgeSet = new vis.DataSet(data.edges);
  const nodes = new vis.DataView(nodeSet, { filter: visibleNode });
  const edges = new vis.DataView(edgeSet, { filter: visibleEdge });
  const network = new vis.Network(byId("network"), { nodes, edges }, JSON.parse(data.options));
  const byDegree = data.nodes
    .map((node) => node.id)
    .sort((a, b) => edgesOf[b].length - edgesOf[a].length || a - b);

  // What the reader chose stands out: the rest fades. Nothing chosen: all as at first.
  let bright = new Set(data.nodes.map((node) => node.id));
  function brighten(nodeIds, chosenEdges) {
    bright = new Set(nodeIds);
    const lit = new Set(chosenEdges);
    nodeSet.update(data.nodes.map(({ id }) => ({ id, opacity: bright.has(id) ? 1 : 0.25 })));
    edgeSet.update(
      data.edges.map((edge) => ({
        id: edge.id,
        color: { ...edge.color, opacity: lit.has(edge) ? 1 : 0.15 },
      })),
    );
  }

  // The whole graph in view, with room for the labels at its edges.
  function whole() {
    const { clientWidth, clientHeight } = byId("network");
    const places = Object.values(network.getPositions());
    const [x, y] = ["x", "y"].map((axis) => {
      const values = places.map((place) => place[axis]);
      return [Math.min(...values), Math.max(...values)];
    });
    const fits = [(clientWidth - 110) / (x[1] - x[0] || 1), (clientHeight - 90) / (y[1] - y[0] || 1)];
    const scale = Math.max(Math.min(...fits, 1.6), 0.02);
    const position = { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 + 12 / scale };
    network.moveTo({ position, scale, animation: false });
  }

  // Labels ----------------------------------------------------------------------------------
  const hubs = new Set(byDegree.slice(0, 7));
  // A label is tried at full size, then smaller, then cut to two lines and to one.
  function sizesOf(id) {
    const rows = data.nodes[id].label.split("\n");
    if (!bright.has(id)) return [{ rows, size: 10 }];
    const cut = (count) => [...rows.slice(0, count - 1), `${rows[count - 1].replace(/ …$/, "")} …`];
    const tries = [{ rows, size: hubs.has(id) ? 12.5 : 11.5 }, { rows, size: 10 }];
    if (rows.length > 2) tries.push({ rows: cut(2), size: 10 });
    if (rows.length > 1) tries.push({ rows: cut(1), size: 10 });
    return tries;
  }
  const overlaps = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const around = (x, y, width, height) => ({
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  });

  const within = (a, b) =>
    a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;

  function frame(scale) {
    const { clientWidth, clientHeight } = byId("network");
    const { x, y } = network.getViewPosition();
    return around(x * scale, y * scale, clientWidth - 4, clientHeight - 4);
  }

  function places(x, y, radius, width, height) {
    const aside = radius + width / 2 + 3;
    const beyond = radius + height / 2 + 2;
    const sides = [
      [0, 1], [0, -1], [1, 0], [-1, 0], [0.8, 0.8], [-0.8, 0.8], [0.8, -0.8], [-0.8, -0.8],
      [0.4, 1], [-0.4, 1], [0.4, -1], [-0.4, -1], [1, 0.5], [-1, 0.5], [1, -0.5], [-1, -0.5],
    ];
    return sides.map(([a, b]) => around(x + a * aside, y + b * beyond, width, height));
  }

  function drawLabels(context) {
    const scale = network.getScale();
    const view = frame(scale);
    const at = network.getPositions(nodes.getIds());
    const chosen = new Set(network.getSelectedNodes());
    const rank = (id) => (chosen.has(id) ? 0 : bright.has(id) ? 1 : 2);
    const order = byDegree.filter((id) => id in at).sort((a, b) => rank(a) - rank(b));
    const disc = (id) => data.nodes[id].size * scale;
    const discs = order.filter((id) => bright.has(id)).map((id) =>
      around(at[id].x * scale, at[id].y * scale, disc(id) * 1.6, disc(id) * 1.6),
    );
    const labels = [];
    const free = (box, others) => within(box, view) && !others.some((other) => overlaps(box, other));
    context.save();
    context.scale(1 / scale, 1 / scale);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round" });
    for (const id of order) {
      const first = chosen.has(id) || (hubs.has(id) && bright.has(id));
      const [x, y] = [at[id].x * scale, at[id].y * scale];
      for (const { rows, size } of sizesOf(id)) {
        context.font = `${first ? "600 " : ""}${size}px system-ui, "Liberation Sans", sans-serif`;
        const height = size * 1.13;
        const width = Math.max(...rows.map((row) => context.measureText(row).width)) + 2;
        const boxes = places(x, y, disc(id), width, rows.length * height);
        // The best connected are named even where that hides a small neighbour.
        const box =
          boxes.find((each) => free(each, labels) && free(each, discs)) ||
          (first && boxes.find((each) => free(each, labels)));
        if (!box) continue;
        labels.push(box);
        context.globalAlpha = bright.has(id) ? 1 : 0.45;
        const middle = (box.left + box.right) / 2;
        rows.forEach((row, j) => drawLine(context, row, middle, box.top + height * (j + 0.5)));
        break;
      }
    }
    context.restore();
  }

  function drawLine(context, text, x, y) {
    context.lineWidth = 4;
    context.strokeStyle = "rgba(255, 255, 255, 0.92)";
    context.strokeText(text, x, y);
    context.fillStyle = "#1b1f24";
    context.fillText(text, x, y);
  }

  // What the sources say --------------------------------------------------------------------
  function element(tag, className, ...content) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }
  // Names come in a language of their own where the reader asked for one.
  const spoken = new Set(data.spoken);
  const tagged = (made, text) => Object.assign(made, spoken.has(text) ? { lang: data.language } : {});
  const isolated = (text) => tagged(element("bdi", "", text), text);
  const listed = (texts) => texts.flatMap((text, i) => (i ? [", ", isolated(text)] : [isolated(text)]));

  function link(id) {
    const button = element("button", "", isolated(name(id)));
    button.type = "button";
    button.addEventListener("click", () => {
      goTo(id);
      byId("panel").focus({ preventScroll: true });
    });
    return button;
  }

  const cites = (number) =>
    data.records[number].cites.flatMap((cite) => [element("cite", "", cite), " "]);

  // A record: date, stance unless the word says it, gloss, who told it, source and paragraph.
  function record(number, word, known) {
    const { gloss, date, attitude, holders, told_by: tellers } = data.records[number];
    const line = element("p", "record");
    if (date) line.append(element("span", "date", isolated(date)), " ");
    if (attitude && attitude !== word) {
      const all = holders.every((holder) => known.includes(holder));
      const whose = all ? [] : [...listed(holders), ": "];
      line.append(element("span", "stance", ...whose, isolated(attitude), "."), " ");
    }
    line.append(isolated(gloss), " ");
    const told = tellers.filter((teller) => !known.includes(teller));
    if (told.length) line.append(element("span", "told", "(as told by ", ...listed(told), ") "));
    line.append(...cites(number));
    return line;
  }

  // What stands in the panel already is not told twice.
  function evidence(numbers, word, known, seen) {
    const fresh = numbers.filter((number) => !seen.has(number));
    const again = numbers.filter((number) => seen.has(number));
    fresh.forEach((number) => seen.add(number));
    const lines = fresh.map((number) => record(number, word, known));
    if (again.length) {
      lines.push(element("p", "record told", "given above: ", ...again.flatMap(cites)));
    }
    return lines;
  }

  function relation(edge, here, seen = new Set()) {
    const item = element("li", "relation");
    item.style.borderLeftColor = edge.color.color;
    if (edge.from !== here) item.append(link(edge.from), " ");
    item.append(element("span", "word", isolated(edge.word)));
    if (edge.to !== here) item.append(" ", link(edge.to));
    item.append(...evidence(edge.records, edge.word, [name(edge.from), name(edge.to)], seen));
    return item;
  }

  const atRest = [...byId("panel").childNodes];
  function clear() {
    network.unselectAll();
    brighten(byDegree, data.edges);
    byId("found").textContent = "";
    byId("panel").replaceChildren(...atRest);
  }

  function show(title, kind, items) {
    byId("panel").replaceChildren(
      element("h2", "", ...[title].flat()),
      element("p", "kind", ...[kind].flat()),
      element("ul", "", ...items),
    );
    byId("panel").scrollIntoView({ block: "nearest" });
  }

  function showNode(id) {
    const { kind, aliases, records, mentions } = data.nodes[id];
    const also = aliases.length ? [isolated(kind), `; also: ${aliases.join(", ")}`] : isolated(kind);
    const own = edgesOf[id].filter(visibleEdge);
    const seen = new Set();
    const items = own.map((edge) => relation(edge, id, seen));
    for (const [title, numbers] of [["Also recorded", records], ["Named in", mentions]]) {
      if (!numbers.length) continue;
      const lines = evidence(numbers, "", [name(id)], seen);
      items.push(element("li", "relation", element("span", "word", title), ...lines));
    }
    brighten([id, ...own.flatMap((edge) => [edge.from, edge.to])], own);
    show(isolated(name(id)), also, items);
  }

  function showEdge(edge) {
    const kind = edge.records.length ? "" : "A link of the reference layer; it needs no evidence.";
    brighten([edge.from, edge.to], [edge]);
    const parts = [name(edge.from), edge.word, name(edge.to)].map(isolated);
    show([parts[0], ": ", parts[1], ": ", parts[2]], kind, [relation(edge)]);
  }

  function goTo(id) {
    if (!visibleNode(data.nodes[id])) {
      hidden.family.delete(data.nodes[id].family);
      hidden.line.clear();
      refresh();
    }
    network.selectNodes([id]);
    const { x, y } = network.getPosition(id);
    const [scale, margin] = [network.getScale(), 40];
    if (scale < 0.5 || !within(around(x * scale, y * scale, margin, margin), frame(scale))) {
      network.focus(id, { scale: Math.max(scale, 0.8), animation: false });
    }
    document.documentElement.classList.remove("as-table");
    byId("as-table").setAttribute("aria-pressed", "false");
    showNode(id);
  }

  // Search ----------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const spellings = data.nodes.map((node) => [node.name, ...node.aliases].map(fold));

  function find(text) {
    const words = fold(text).split(/\s+/);
    const every = (spelling) => words.every((word) => spelling.includes(word));
    const exact = byDegree.filter((id) => spellings[id].includes(fold(text)));
    return exact.length ? exact : byDegree.filter((id) => spellings[id].some(every));
  }

  // Letters to insert, drop, replace or swap with the next to get from one text to the other.
  function distance(a, b) {
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  // The names with a part that comes nearest to the text, if near at all.
  function nearest(text) {
    const wanted = fold(text).split(/\s+/);
    const parts = (spelling) => {
      const words = spelling.split(/\s+/);
      return words.map((_, i) => words.slice(i, i + wanted.length).join(" "));
    };
    const away = (id) =>
      Math.min(...spellings[id].flatMap(parts).map((part) => distance(wanted.join(" "), part)));
    const limit = Math.max(1, Math.floor(wanted.join(" ").length / 3));
    const ranked = byDegree.map((id) => [id, away(id)]).filter(([, steps]) => steps <= limit);
    return ranked.sort((a, b) => a[1] - b[1]).slice(0, 6).map(([id]) => id);
  }

  function suggest(text) {
    const near = nearest(text);
    byId("found").textContent = `Nothing here is called “${text}”.`;
    const choices = near.map((id) => element("li", "relation", link(id)));
    if (near.length) show("Did you mean …", "The nearest names:", choices);
  }

  // No form: a sandboxed frame, as in a notebook, may not submit one.
  function search() {
    const text = byId("name").value;
    if (!text.trim()) return;
    const found = find(text);
    clear();
    if (!found.length) suggest(text);
    if (found.length === 1) goTo(found[0]);
    if (found.length > 1) {
      const choices = found.map((id) => element("li", "relation", link(id)));
      show(`${found.length} have this name`, "Choose one.", choices);
    }
  }
  byId("show").addEventListener("click", search);
  byId("name").addEventListener("keydown", ({ key }) => key === "Enter" && search());
  byId("names").append(
    ...byDegree.map((id) => tagged(Object.assign(document.createElement("option"), { value: name(id) }), name(id))),
  );

  // Legend, tools, events -------------------------------------------------------------------
  const tableRows = document.querySelectorAll("#table tbody tr");
  function refresh() {
    nodes.refresh();
    edges.refresh();
    tableRows.forEach((row, i) => {
      const { node } = row.dataset;
      row.hidden = !(node ? visibleNode(data.nodes[node]) : visibleEdge(data.edges[i]));
    });
    for (const box of document.querySelectorAll("#legend input")) {
      const [kind, key] = Object.entries(box.dataset)[0];
      box.checked = !hidden[kind].has(key);
    }
  }
  byId("legend").addEventListener("change", ({ target }) => {
    const [kind, key] = Object.entries(target.dataset)[0];
    hidden[kind][target.checked ? "delete" : "add"](key);
    refresh();
  });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false });
  function reset() {
    byId("name").value = "";
    clear();
  }
  byId("fit").addEventListener("click", () => {
    reset();
    whole();
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && reset());
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("farther").addEventListener("click", () => zoom(1 / 1.3));
  byId("as-table").addEventListener("click", ({ target }) => {
    const on = document.documentElement.classList.toggle("as-table");
    target.setAttribute("aria-pressed", String(on));
  });
  network.on("afterDrawing", drawLabels);
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) showNode(node);
    else if (edge !== undefined) showEdge(data.edges[edge]);
    else reset();
  });
  window.addEventListener("resize", whole);
  whole();
})();
