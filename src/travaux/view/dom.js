// Makes elements. Text enters the page as text only: no function here parses markup.
const Dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);

  /** An element; `on...` keys are listeners, true is a bare attribute, false and null are none. */
  function make(tag, attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null && value !== undefined) {
        made.setAttribute(key, value === true ? "" : String(value));
      }
    }
    made.append(
      ...content.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== ""),
    );
    return made;
  }

  const button = (attributes, ...content) => make("button", { type: "button", ...attributes }, ...content);

  function drawing(width, height, box, paths) {
    const made = document.createElementNS(SVG, "svg");
    made.setAttribute("viewBox", box);
    made.setAttribute("width", width);
    made.setAttribute("height", height);
    made.setAttribute("aria-hidden", "true");
    for (const attributes of paths) {
      const path = document.createElementNS(SVG, "path");
      for (const [key, value] of Object.entries(attributes)) path.setAttribute(key, value);
      made.append(path);
    }
    return made;
  }

  /** Tell it to whoever does not see it happen. */
  function say(text) {
    const place = byId("said");
    place.textContent = place.textContent === text ? `${text}\u00a0` : text;
  }

  const plural = (count, one, many = `${one}s`) =>
    `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

  /** The function, called once the calls have stopped for so long. */
  function calm(action, milliseconds) {
    let waiting = 0;
    return (...given) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => action(...given), milliseconds);
    };
  }

  return { byId, make, button, drawing, say, plural, calm };
})();
