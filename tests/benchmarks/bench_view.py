"""How fast the explorer is built, opens and answers, beside pyvis's default page: `make bench`.

    python tests/benchmarks/bench_view.py [NODES ...] [--rounds N] [--keep DIR]

Made-up graphs (tests/made_graph.py) of so many nodes, three lines each, evidence included, in
headless Chromium without a network. Interactive is a page from the second frame after its first
drawing on, for pyvis from the second frame after its layout has come to rest; whoever needs longer
than 120 s is cut off. Panning is a drag of the mouse over the whole graph. An action lasts from
the event of mouse or key to the next picture, 16 ms at least. Each page is opened `rounds` times
in a browser of its own; medians are printed. Nothing is asserted on time.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import networkx as nx  # noqa: E402
from made_graph import made  # noqa: E402
from pages import FLAGS  # noqa: E402

from travaux.view import model, page  # noqa: E402

CUT_OFF = 120  # seconds for pyvis
BESIDE = 1000  # nodes up to which pyvis is raced
SIZES = (200, 1000, 5000, 10000)
#: What is aimed at, by row and size; the issue of the explorer has them.
AIMS = {
    "interactive, s": ("0.5", "0.6", "1.0", "1.5"),
    "pyvis, s": ("", "", "", ""),
    "ratio": ("1/15", "1/50", "", ""),
    "pan, ms": ("17 / 20", "17 / 20", "17 / 34", "17 / 50"),
    "actions, ms": ("50", "50", "100", "150"),
    "file, MB": ("0.7", "0.9", "1.3", "1.9"),
    "build, s": ("0.1", "0.1", "0.3", "0.5"),
    "layout, s": ("0.2", "0.5", "2", "5"),
}


class Built(NamedTuple):
    """A page as a file, and the seconds that its layout and all else took."""

    file: Path
    layout: float
    rest: float


class Seen(NamedTuple):
    """What a page did in the browser: seconds, milliseconds of frames and of each action."""

    interactive: float
    frames: list[float]
    actions: dict[str, float]


def build(graph: nx.MultiDiGraph, file: Path) -> Built:
    """Write the explorer's page of a graph; seconds are those of the processor."""
    spent = []
    plain = model.arrange

    def timed(*given: Any) -> Any:
        start = time.process_time()
        try:
            return plain(*given)
        finally:
            spent.append(time.process_time() - start)

    model.arrange = timed
    start = time.process_time()
    try:
        html = page.render(graph, "Made up")
    finally:
        model.arrange = plain
    whole = time.process_time() - start
    file.write_text(html, "utf-8", newline="\n")
    return Built(file, sum(spent), whole - sum(spent))


def build_pyvis(graph: nx.MultiDiGraph, file: Path) -> None:
    """Write what pyvis makes of a graph if asked for nothing."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for node, name in graph.nodes(data="name"):
        net.add_node(node, label=name, title=name)
    for start, end, word in graph.edges(keys=True):
        net.add_edge(start, end, title=word)
    file.write_text(net.generate_html(), "utf-8")


#: Time of the second frame after a condition holds, as soon as it does.
READY = """(() => {
  const now = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    window.benchReady = performance.now();
  }));
  const look = () => (CONDITION ? now() : requestAnimationFrame(look));
  requestAnimationFrame(look);
})()"""
OURS = "document.documentElement?.matches('.ready')"
PYVIS = "typeof network !== 'undefined' && network?.physics?.ready"
#: Times of all frames; and how long events of mouse and keys took until the next paint
#: (https://www.w3.org/TR/event-timing/; what takes less than 16 ms is not told).
RECORD = """(() => {
  window.benchFrames = [];
  const frame = (at) => { window.benchFrames.push(at); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  window.benchEvents = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.benchEvents.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
})()"""


def opened(browser: Any, file: Path, condition: str, seconds: float) -> tuple[Any, float | None]:
    """The file in a window of its own, and when it was interactive; None if cut off."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.route(lambda url: url.startswith("http"), lambda route: route.abort())
    window = context.new_page()
    window.add_init_script(READY.replace("CONDITION", condition))
    start = time.perf_counter()
    window.goto(file.as_uri(), wait_until="commit")
    while time.perf_counter() - start < seconds:
        ready = window.evaluate("window.benchReady || 0")
        if ready:
            return window, ready / 1000
        time.sleep(0.2)
    return window, None


def pan(window: Any) -> list[float]:
    """Milliseconds between frames while the mouse drags the whole graph to and fro."""
    box = window.locator("#network").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    window.mouse.move(x, y)
    window.mouse.down()
    start = window.evaluate("performance.now()")
    for step in range(90):
        swing = abs(step % 60 - 30) - 15
        window.mouse.move(x + 9 * swing, y + 4 * swing)
        time.sleep(0.01)
    end = window.evaluate("performance.now()")
    window.mouse.up()
    at = window.evaluate("([a, b]) => benchFrames.filter((t) => t > a && t < b)", [start, end])
    return [later - one for one, later in itertools.pairwise(at)]


def act(window: Any, does: Callable[[], Any]) -> float:
    """Milliseconds from an event to the first picture that shows what it did."""
    window.wait_for_timeout(200)
    window.evaluate("window.benchEvents.length = 0")
    does()
    window.wait_for_timeout(300)
    return float(window.evaluate("Math.max(16, ...window.benchEvents)"))


def actions(window: Any, names: list[str]) -> dict[str, float]:
    """Each kind of action once or a few times; of several the slowest."""
    keys, found = window.keyboard, {}
    box = window.locator("#groups input[type=checkbox]").first
    found["filter"] = max(act(window, box.click) for _ in range(2))
    window.focus("#name")
    found["search"] = max(act(window, lambda key=key: keys.press(key)) for key in names[0][:4])
    window.fill("#name", names[0])
    found["choose"] = act(window, lambda: keys.press("Enter"))
    near = window.locator("#panel [data-depth='1']").first
    found["focus"] = max(act(window, near.click) for _ in range(2))
    window.locator("#connect").fill(names[1])
    found["path"] = act(window, lambda: keys.press("Enter"))
    window.focus("#range-from")
    found["range"] = max(act(window, lambda: keys.press("ArrowRight")) for _ in range(3))
    return found


def look(launch: Callable[[], Any], file: Path, names: list[str]) -> Seen:
    """One visit to the explorer."""
    browser = launch()
    try:
        window, ready = opened(browser, file, OURS, CUT_OFF)
        if ready is None:
            raise SystemExit(f"{file.name}: not interactive after {CUT_OFF} s")
        window.evaluate(RECORD)
        window.wait_for_timeout(500)
        return Seen(ready, pan(window), actions(window, names))
    finally:
        browser.close()


def look_pyvis(launch: Callable[[], Any], file: Path) -> float | None:
    """When pyvis's page was interactive; None if it was cut off."""
    browser = launch()
    try:
        return opened(browser, file, PYVIS, CUT_OFF)[1]
    finally:
        browser.close()


def measure(launch: Callable[[], Any], size: int, rounds: int, folder: Path) -> dict[str, str]:
    """One column of the table."""
    graph = made(size)
    built = [build(graph, folder / f"{size}.html") for _ in range(rounds)]
    weight = sorted(graph, key=lambda node: -graph.degree(node))
    names = [graph.nodes[weight[place]]["name"] for place in (0, size // 2)]
    seen = [look(launch, built[0].file, names) for _ in range(rounds)]
    ready = statistics.median(each.interactive for each in seen)
    frames = sorted(frame for each in seen for frame in each.frames)
    slowest = {
        kind: statistics.median(each.actions[kind] for each in seen) for kind in seen[0].actions
    }
    told = {
        "interactive, s": f"{ready:.2f}",
        "pan, ms": f"{statistics.median(frames):.0f} / {frames[int(len(frames) * 0.95)]:.0f}",
        "actions, ms": f"{max(slowest.values()):.0f}",
        "file, MB": f"{built[0].file.stat().st_size / 1e6:.2f}",
        "build, s": f"{statistics.median(each.rest for each in built):.2f}",
        "layout, s": f"{statistics.median(each.layout for each in built):.2f}",
    }
    told |= {f"  {kind}": f"{lasted:.0f}" for kind, lasted in slowest.items()}
    if size <= BESIDE:
        build_pyvis(graph, folder / f"pyvis-{size}.html")
        other = look_pyvis(launch, folder / f"pyvis-{size}.html")
        told["pyvis, s"] = f"{other:.1f}" if other else f"> {CUT_OFF}"
        told["ratio"] = f"{'' if other else '< '}1/{(other or CUT_OFF) / ready:.0f}"
    return told


def show(found: dict[int, dict[str, str]]) -> None:
    """The table: what was measured, and in brackets what is aimed at."""
    print(f"{'nodes (3 lines each)':<22}" + "".join(f"{size:>22}" for size in found))
    rows = [*AIMS, *(row for row in next(iter(found.values())) if row.startswith("  "))]
    for row in rows:
        line = f"{row:<22}"
        for size, told in found.items():
            aim = AIMS[row][SIZES.index(size)] if row in AIMS and size in SIZES else ""
            line += f"{told.get(row, '-') + (f' [{aim}]' if aim else ''):>22}"
        print(line.rstrip())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("nodes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="write the pages there, and leave them")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)

        def launch() -> Any:
            return driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)

        found = {n: measure(launch, n, given.rounds, folder) for n in given.nodes}
    show(found)


if __name__ == "__main__":
    main()
