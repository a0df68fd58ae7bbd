// Keeps the keyboard where it was when the page draws anew what it stood on, or else close by.
const Focus = (() => {
  const REACHED = "button, a[href], input, select, summary, [tabindex]";
  const PLACES = "#dossier, .panel-head, #chips, #range, .asof, #ledger-table, #records, #legend";
  /** Where to go from a place whose control is gone: the first of these that can be reached. */
  const NEAR = {
    dossier: ["#dossier h2"],
    "panel-head": ["#dossier h2"],
    chips: ["#chips button", "#name"],
    range: ["#range-from"],
    asof: ["#asof"],
    "ledger-table": ["#ledger-table"],
    records: [".pager button:enabled", "#records"],
  };
  const LAST = ['[role="tab"][aria-selected="true"]', "#name"];

  const reachable = (each) => each?.isConnected && !each.disabled && each.checkVisibility();
  const placeOf = (each) => each.closest(PLACES);
  const near = (place) => place && (place.id || place.className);
  const title = () => document.querySelector("#dossier h2")?.textContent;

  /** What a control is called among those of its place, however often it is made anew. */
  function called(each) {
    const own = each.id || Object.entries(each.dataset).join() || each.ariaLabel || each.textContent;
    return [each.tagName, own, each.closest("tr")?.dataset.key].join(" ");
  }

  const alike = (place, name) => [...place.querySelectorAll(REACHED)].filter((each) => called(each) === name);

  function noted() {
    const held = document.activeElement;
    if (!held || held === document.body) return null;
    const place = placeOf(held);
    const name = called(held);
    const turned = Boolean(held.closest(".pager"));
    return { held, place, name, turned, title: title(), number: place && alike(place, name).indexOf(held) };
  }

  function successors({ place, name, number, turned, title: before }) {
    // Another thing in the panel is read from its heading.
    const other = place?.id === "dossier" && title() !== before;
    const same = place && !other ? alike(place, name) : [];
    const found = [same[Math.min(number, same.length - 1)]];
    for (const each of [...(NEAR[near(place)] || []), ...LAST])
      if (turned || !each.startsWith(".pager")) found.push(document.querySelector(each));
    return found;
  }

  /** The same as `draw`, but the keyboard stays. */
  const kept =
    (draw) =>
    (...given) => {
      const before = noted();
      draw(...given);
      if (!before || reachable(before.held)) return;
      const now = document.activeElement;
      if (now !== before.held && reachable(now) && now !== document.body) return;
      successors(before).find(reachable)?.focus({ preventScroll: true });
    };

  return { kept };
})();
