// What stands where there is nothing: what is missing, why, and what to do.
const Empty = (() => {
  const told = (title, why) =>
    Dom.make(
      "div",
      { class: "empty" },
      Dom.make("p", { class: "title" }, title),
      Dom.make("p", {}, why),
      Chips.any() ? Dom.button({ onclick: Chips.clear }, "Clear all filters") : null,
    );
  return { told };
})();
