// Light or dark, as the system asks or the reader says; colours for what is painted by hand.
const Theme = (() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const NAMES = ["ink", "soft", "faint", "rule", "paper", "raised", "accent"];
  let colours = null;

  const current = () => State.get().theme || (dark.matches ? "dark" : "light");

  /** The colours of the stylesheet as the browser resolves them in this theme. */
  function palette() {
    if (colours) return colours;
    const probe = Dom.make("span");
    document.body.append(probe);
    colours = {};
    for (const name of NAMES) {
      probe.style.color = `var(--${name})`;
      colours[name] = getComputedStyle(probe).color;
    }
    probe.remove();
    return colours;
  }

  /** The colour of a class or a line. */
  const of = (style) => (current() === "dark" ? style.dark || style.colour : style.colour);

  function apply() {
    const theme = current();
    if (document.documentElement.dataset.theme === theme) return;
    colours = null;
    document.documentElement.dataset.theme = theme;
    const other = theme === "dark" ? "light" : "dark";
    Dom.byId("theme").setAttribute("aria-label", `Change to ${other} colours`);
  }

  function start(repaint) {
    Dom.byId("theme").addEventListener("click", () =>
      State.set({ theme: current() === "dark" ? "light" : "dark" }, true),
    );
    dark.addEventListener("change", () => {
      apply();
      repaint();
    });
    apply();
  }

  return { current, palette, of, apply, start };
})();
