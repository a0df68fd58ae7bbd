// Taking something along: a citation, the address of this state, a picture, a file of the rows.
const Share = (() => {
  /** To the clipboard; where that is forbidden, into a field to copy from by hand. */
  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      Dom.say(`${what} copied`);
      flash(`${what} copied`);
    } catch {
      const field = Dom.byId("copy-text");
      field.value = text;
      Dom.byId("copy-what").textContent = what;
      Dom.byId("copy").showModal();
      field.select();
    }
  }

  let waiting = 0;
  function flash(text) {
    const place = Dom.byId("flash");
    place.textContent = text;
    place.hidden = false;
    clearTimeout(waiting);
    waiting = setTimeout(() => (place.hidden = true), 1800);
  }

  /** Where replaceState works the address says all; else the state itself, to be pasted below. */
  function link() {
    const state = State.encode();
    if (State.addressable()) return copy(location.href.replace(/#.*/, "") + state, "Link to this view");
    Dom.byId("state-text").value = state || "#";
    Dom.byId("state").showModal();
    Dom.byId("state-text").select();
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const anchor = Dom.make("a", { href: address, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  const stem = () =>
    Store.data.title
      .normalize("NFD")
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60)
      .toLowerCase() || "explorer";

  function picture(scene) {
    const state = State.get();
    const timeline = state.view === "timeline";
    const paper = Poster.made(timeline ? Timeline.canvas() : Picture.canvas(), state, scene);
    paper.toBlob((blob) => blob && save(blob, `${stem()}-${timeline ? "timeline" : "graph"}.png`));
  }

  /** One field; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
  function field(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const sheet = (rows) => rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";

  /** The rows as a file; the mark at its start tells a spreadsheet that it is UTF-8. */
  const saveRows = (rows, name) =>
    save(new Blob(["\ufeff", sheet(rows)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);

  /** The rows of an answer that the page has, under the question's columns. */
  const answer = ({ name, columns, rows }) =>
    saveRows([columns, ...rows.map((row) => row.map((cell) => cell.text))], `${stem()}-${name}`);

  function records(scene) {
    const days = (clock, i) =>
      (Store.span[clock][i] || []).map((day) => (Number.isFinite(day) ? Dates.written(day) : ""));
    const head = [
      "record",
      "kind",
      "what",
      "holder",
      "stance",
      "degree",
      "modality",
      "told_by",
      "via",
      "date",
      ...Store.clocks.flatMap((clock) => [`${clock}_earliest`, `${clock}_latest`]),
      "source",
      "cite",
    ];
    const rows = Table.order(scene, State.get().sort).map((i) => {
      const record = Store.data.records[i];
      const clocks = Store.clocks.flatMap((clock) => [...days(clock, i), "", ""].slice(0, 2));
      return [
        record.key,
        record.kind,
        record.gloss,
        record.holders.map(Store.label).join("; "),
        record.attitude,
        record.degree,
        record.modality,
        record.tellers.map((each) => each.label).join("; "),
        record.via,
        record.told,
        ...clocks,
        record.source,
        record.cites.join(" "),
      ];
    });
    return [head, ...rows];
  }

  /** On a phone the three stand behind one button; there they go away again once used. */
  function opening(on) {
    Dom.byId("take").classList.toggle("open", on);
    Dom.byId("save").setAttribute("aria-expanded", String(on));
  }

  function menu() {
    const [take, opener] = [Dom.byId("take"), Dom.byId("save")];
    const open = () => take.classList.contains("open");
    opener.addEventListener("click", () => opening(!open()));
    take.addEventListener("click", () => opening(false));
    document.addEventListener("pointerdown", ({ target }) => {
      if (open() && !take.contains(target) && target !== opener) opening(false);
    });
    for (const place of [take, opener]) {
      place.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !open()) return;
        event.stopPropagation();
        opening(false);
        opener.focus();
      });
    }
  }

  function start(scene) {
    menu();
    Dom.byId("png").addEventListener("click", () => picture(scene()));
    Dom.byId("csv").addEventListener("click", () => saveRows(records(scene()), stem()));
    Dom.byId("link").addEventListener("click", link);
    Dom.byId("state-go").addEventListener("click", () => {
      State.read(Dom.byId("state-text").value.replace(/^[^#]*/, ""));
      Dom.byId("state").close();
    });
  }

  function draw(state) {
    const drawn = state.view === "graph" || state.view === "timeline";
    Dom.byId("png").disabled = !drawn;
    Dom.byId("png").title = drawn
      ? "Save this picture"
      : "The graph and the timeline can be saved as pictures";
  }

  return { copy, answer, start, draw };
})();
