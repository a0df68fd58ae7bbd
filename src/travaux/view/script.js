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
  // A node stays while its class is shown and one of its lines is.
  const visibleNode = (node) =>
    !hidden.family.has(node.family) && edgesOf[node.id].some((edge) => !hidden.line.has(edge.line));

  // vis draws no labels: ours keep their size when the picture is small, and never overlap.
  const nodeSet = new vis.DataSet(data.nodes.map((node) => ({ ...node, label: undefined })));
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
  const LINE = 13;
  const HUBS = 8;
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
    const sides = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.8, 0.8], [-0.8, 0.8], [0.8, -0.8], [-0.8, -0.8]];
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
    const clear = (box, others) => within(box, view) && !others.some((other) => overlaps(box, other));
    context.save();
    context.scale(1 / scale, 1 / scale);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round" });
    for (const [i, id] of order.entries()) {
      const rows = data.nodes[id].label.split("\n");
      context.font = `${chosen.has(id) ? "600 " : ""}11.5px system-ui, "Liberation Sans", sans-serif`;
      const width = Math.max(...rows.map((row) => context.measureText(row).width)) + 2;
      const [x, y] = [at[id].x * scale, at[id].y * scale];
      const boxes = places(x, y, disc(id), width, rows.length * LINE);
      // The best connected are named even where that hides a small neighbour.
      const box =
        boxes.find((each) => clear(each, labels) && clear(each, discs)) ||
        (i < HUBS && boxes.find((each) => clear(each, labels)));
      if (!box) continue;
      labels.push(box);
      context.globalAlpha = bright.has(id) ? 1 : 0.45;
      const middle = (box.left + box.right) / 2;
      rows.forEach((row, i) => drawLine(context, row, middle, box.top + LINE * (i + 0.5)));
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
  const isolated = (text) => element("bdi", "", text);

  function link(id) {
    const button = element("button", "", isolated(name(id)));
    button.type = "button";
    button.addEventListener("click", () => {
      goTo(id);
      byId("panel").focus({ preventScroll: true });
    });
    return button;
  }

  function record(number, here) {
    const { gloss, cites } = data.records[number];
    const told = data.records[number].told.filter((teller) => teller !== here);
    const line = element("p", "record", isolated(gloss), " ");
    if (told.length) line.append(element("span", "told", "(as told by ", isolated(told.join(", ")), ") "));
    for (const cite of cites) line.append(element("cite", "", cite), " ");
    return line;
  }

  function relation(edge, here) {
    const item = element("li", "relation");
    item.style.borderLeftColor = edge.color.color;
    if (edge.from !== here) item.append(link(edge.from), " ");
    item.append(element("span", "word", isolated(edge.word)));
    if (edge.to !== here) item.append(" ", link(edge.to));
    item.append(...edge.records.map((number) => record(number, here === undefined ? "" : name(here))));
    return item;
  }

  function show(title, kind, items) {
    byId("panel").replaceChildren(
      element("h2", "", isolated(title)),
      element("p", "kind", kind),
      element("ul", "", ...items),
    );
    byId("panel").scrollIntoView({ block: "nearest" });
  }

  function showNode(id) {
    const { kind, aliases, records } = data.nodes[id];
    const also = aliases.length ? `${kind}; also: ${aliases.join(", ")}` : kind;
    const own = edgesOf[id].filter(visibleEdge);
    const items = own.map((edge) => relation(edge, id));
    if (records.length) {
      const head = element("span", "word", "Also recorded");
      items.push(element("li", "relation", head, ...records.map((number) => record(number, name(id)))));
    }
    brighten([id, ...own.flatMap((edge) => [edge.from, edge.to])], own);
    show(name(id), also, items);
  }

  function showEdge(edge) {
    const kind = edge.records.length ? "" : "A link of the reference layer; it needs no evidence.";
    brighten([edge.from, edge.to], [edge]);
    show(`${name(edge.from)}: ${edge.word}: ${name(edge.to)}`, kind, [relation(edge)]);
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

  // No form: a sandboxed frame, as in a notebook, may not submit one.
  function search() {
    const text = byId("name").value;
    if (!text.trim()) return;
    const found = find(text);
    byId("found").textContent = found.length ? "" : `Nothing here is called “${text}”.`;
    if (found.length === 1) goTo(found[0]);
    if (found.length > 1) {
      const choices = found.map((id) => element("li", "relation", link(id)));
      show(`${found.length} have this name`, "Choose one.", choices);
    }
  }
  byId("show").addEventListener("click", search);
  byId("name").addEventListener("keydown", ({ key }) => key === "Enter" && search());
  byId("names").append(
    ...byDegree.map((id) => Object.assign(document.createElement("option"), { value: name(id) })),
  );

  // Legend, tools, events -------------------------------------------------------------------
  const tableRows = document.querySelectorAll("#table tbody tr");
  function refresh() {
    nodes.refresh();
    edges.refresh();
    data.edges.forEach((edge, i) => (tableRows[i].hidden = !visibleEdge(edge)));
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
  byId("fit").addEventListener("click", whole);
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
    else brighten(byDegree, data.edges);
  });
  window.addEventListener("resize", whole);
  whole();
})();
