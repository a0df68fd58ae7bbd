// A few words beside the pointer.
const Tip = (() => {
  const WIDE = 300;

  /** Words below a place in a box, which they do not leave at its right. */
  function show(box, x, y, ...content) {
    const place = Dom.byId("tip");
    place.replaceChildren(...content);
    const { left, top, width } = box.getBoundingClientRect();
    place.style.left = `${left + Math.max(0, Math.min(x, width - WIDE))}px`;
    place.style.top = `${top + y + 16}px`;
    place.hidden = false;
  }

  const hide = () => (Dom.byId("tip").hidden = true);

  return { show, hide };
})();
