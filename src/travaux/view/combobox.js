// A text field with suggestions, as the ARIA practices want a combobox with a list box.
const Combobox = (() => {
  const MOST = 9;
  const fold = (text) => Store.fold(text);

  /** How well a spelling answers the words: 0 is best, Infinity is not at all. */
  function fitness(spelling, text, words) {
    if (spelling === text) return 0;
    if (spelling.startsWith(text)) return 1;
    if (words.every((word) => ` ${spelling}`.includes(` ${word}`))) return 2;
    return words.every((word) => spelling.includes(word)) ? 3 : Infinity;
  }

  /** The nodes of that name, the best answers first, of equals the best connected. */
  function search(typed, most = MOST) {
    const text = fold(typed);
    if (!text) return [];
    const words = text.split(/\s+/);
    const found = [];
    Store.spellings().forEach((names, n) => {
      const best = Math.min(...names.map((each) => fitness(each, text, words)));
      if (best < Infinity) found.push([n, best]);
    });
    found.sort((a, b) => a[1] - b[1] || Store.rank[a[0]] - Store.rank[b[0]]);
    return found.slice(0, most).map(([n]) => n);
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

  /** The names with a part that comes nearest to the text, if near at all. */
  function nearest(typed) {
    const text = fold(typed).slice(0, 60);
    const size = text.split(/\s+/).length;
    const limit = Math.max(1, Math.floor(text.length / 3));
    const parts = (spelling) => {
      const words = spelling.slice(0, 300).split(/\s+/);
      return words
        .map((_, i) => words.slice(i, i + size).join(" "))
        .filter((part) => Math.abs(part.length - text.length) <= limit);
    };
    const near = Store.byDegree
      .slice(0, 4000)
      .map((n) => [
        n,
        Math.min(
          ...Store.spellings()
            [n].flatMap(parts)
            .map((part) => distance(text, part)),
        ),
      ])
      .filter(([, away]) => away <= limit);
    return near
      .sort((a, b) => a[1] - b[1])
      .slice(0, 6)
      .map(([n]) => n);
  }

  /** Which spelling answered, where it is not the name that is shown. */
  function otherwise(n, typed) {
    const [text, words] = [fold(typed), fold(typed).split(/\s+/)];
    if (fitness(fold(Store.label(n)), text, words) < Infinity) return "";
    const { names, key } = Store.data.nodes[n];
    return [...names, key].find((name) => fitness(fold(name), text, words) < Infinity) || "";
  }

  function nodeOption(n, typed) {
    const { family, kind } = Store.data.nodes[n];
    const also = otherwise(n, typed);
    return {
      pick: n,
      text: Store.label(n),
      content: [
        Shapes.mark(Store.familyOf.get(family)),
        Dom.make(
          "span",
          { class: "name" },
          Pieces.isolated(Store.label(n)),
          also ? Dom.make("small", {}, " ", Pieces.isolated(also)) : null,
        ),
        Dom.make("small", {}, Pieces.isolated(kind)),
      ],
    };
  }

  function nodes(typed) {
    const found = search(typed);
    if (found.length) return { options: found.map((n) => nodeOption(n, typed)) };
    const near = nearest(typed);
    return {
      options: near.map((n) => nodeOption(n, typed)),
      note: near.length ? "Did you mean …" : `Nothing here is called “${typed.slice(0, 80)}”.`,
    };
  }

  /** Make the field suggest; `suggest(text)` gives {options, note}, `picked(pick)` acts on a choice. */
  function attach(input, list, suggest, picked) {
    let options = [],
      active = -1;
    const open = () => !list.hidden;
    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(place) {
      active = place;
      [...list.querySelectorAll("[role=option]")].forEach((each, i) =>
        each.setAttribute("aria-selected", String(i === active)),
      );
      if (active < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
      list.querySelector(`[id="${list.id}-${active}"]`).scrollIntoView({ block: "nearest" });
    }
    function choose(place) {
      const option = options[place];
      if (!option) return;
      input.value = "";
      close();
      picked(option.pick);
    }
    function refresh() {
      const typed = input.value.trim();
      if (!typed) return close();
      const { options: found, note } = suggest(typed);
      options = found;
      const rows = found.map((option, i) =>
        Dom.make(
          "li",
          {
            role: "option",
            id: `${list.id}-${i}`,
            "aria-selected": "false",
            // The field keeps the focus, or the list would close before the click arrives.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => choose(i),
          },
          option.content,
        ),
      );
      const said = note ? [Dom.make("li", { class: "note", role: "presentation" }, note)] : [];
      list.replaceChildren(...said, ...rows);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      active = -1;
      if (found.length && !note) mark(0);
      else input.removeAttribute("aria-activedescendant");
      Dom.say(note || Dom.plural(found.length, "suggestion"));
    }
    input.addEventListener("input", refresh);
    input.addEventListener("focus", () => input.value && refresh());
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      if (key === "ArrowDown" || key === "ArrowUp") {
        if (!open()) refresh();
        else if (options.length)
          mark((active + (key === "ArrowDown" ? 1 : -1) + options.length) % options.length);
      } else if (key === "Enter") {
        if (!open()) refresh();
        if (open()) choose(active < 0 && options.length === 1 ? 0 : active);
      } else if (key === "Escape" && (open() || input.value)) {
        input.value = "";
        close();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return { close, refresh };
  }

  /** A field and its list of its own, for a place in the panel. */
  function make(id, label, picked) {
    const list = Dom.make("ul", {
      id: `${id}-list`,
      class: "suggestions",
      role: "listbox",
      "aria-label": label,
      hidden: true,
    });
    const input = Dom.make("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "a name …",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    });
    attach(input, list, nodes, picked);
    return Dom.make("div", { class: "combobox" }, Dom.make("label", { for: id }, label), input, list);
  }

  return { attach, make, nodes, search };
})();
