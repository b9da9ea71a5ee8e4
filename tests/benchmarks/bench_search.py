"""What readers find: our search beside stock Material's and Pagefind, same texts, same queries, same browser, one run.

The corpus and its queries are those of tests/browser/corpus.py: what a query means is what holds its words by width and
case alone. Stock gets one Markdown page an issue with an anchor an entry; Pagefind one page an entry, its best case.
Every engine is asked through its own worker or API in Chromium, as its search box asks it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator.mkdocs_plugin import build_site  # noqa: E402 -- the checkout's own, wherever this is called from
from tests.benchmarks.bench_site import SEARCH, stock  # noqa: E402 -- ditto
from tests.browser.checkers import checker  # noqa: E402 -- ditto
from tests.browser.chromium import Browser, browser, chromium_path, served  # noqa: E402 -- ditto
from tests.browser.corpus import QUERIES, corpus, expected  # noqa: E402 -- ditto
from tests.publish.pages.sample import large_archive  # noqa: E402 -- ditto

RECALL, PRECISION, WORST, READY, QUERY = 0.98, 0.98, 0.5, 400, 20
# Each gives {ready, answers: [{found: [address], took}]}; `ready` is from the first wish to search to the first answer.
WORKER = """(async () => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const began = performance.now()
  const index = await (await fetch(new URL("search/search_index.json", new URL(config.base + "/", location)))).json()
  const worker = new Worker(new URL(config.search, location))
  const ask = message => new Promise(done => {
    worker.onmessage = ({data}) => { if (data.type === message.type + 1) done(data.data) }
    worker.postMessage(message)
  })
  await ask({type: 0, data: {...index, options: {suggest: false}}})
  const find = async query => (await ask({type: 2, data: query})).items.flat().map(item => item.location)
"""
PAGEFIND = """(async () => {
  const began = performance.now()
  const pagefind = await import(new URL("pagefind/pagefind.js", location))
  await pagefind.init()
  const address = async one => (await one.data()).url
  const find = async query => Promise.all((await pagefind.search(query)).results.map(address))
"""
ASK = """  await find("某")
  const ready = performance.now() - began, answers = []
  for (const query of %s) {
    const asked = performance.now()
    const found = await find(query)
    answers.push({found, took: performance.now() - asked})
  }
  return {ready, answers}
})()"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What an engine found of all that it should have found, and how soon."""

    recall: float
    precision: float
    poor: int  # queries of which less than half was found
    ready: float  # milliseconds
    query: float  # ditto, mean


def score(answer: dict) -> Score:
    """Compare what was found with what is meant."""
    found = [{entry_of(address) for address in one["found"]} - {""} for one in answer["answers"]]
    meant = [expected(query) for query in QUERIES]
    right = [len(one & other) for one, other in zip(found, meant, strict=True)]
    return Score(
        recall=sum(right) / sum(map(len, meant)),
        precision=sum(right) / max(1, sum(map(len, found))),
        poor=sum(hits * 2 < len(one) for hits, one in zip(right, meant, strict=True)),
        ready=answer["ready"],
        query=sum(one["took"] for one in answer["answers"]) / len(answer["answers"]),
    )


def entry_of(address: str) -> str:
    """Give the entry that an address leads to: by anchor, or by a page of its own; "" for a page of an issue."""
    if "#i-" in address:
        return address.partition("#i-")[2]
    parts = address.strip("/").split("/")
    return parts[-1] if len(parts) > 1 else ""


def ours(root: Path) -> tuple[Path, str]:
    """Build our site."""
    return built(root / "ours", corpus()), WORKER


def built(site: Path, archive) -> Path:
    """Build an archive's site."""
    site.mkdir(parents=True)
    build_site(ROOT / "mkdocs.yml", site, archive, {})
    return site


def material(root: Path) -> tuple[Path, str]:
    """Build the site of stock Material, with its search for Japanese."""
    subprocess.run(stock(root / "stock", corpus(), SEARCH), cwd=root / "stock", check=True, capture_output=True)
    return root / "stock" / "site", WORKER


def pagefind(root: Path) -> tuple[Path, str]:
    """Let Pagefind read our pages, one an entry."""
    program = checker("pagefind") / "lib" / "runner" / "bin.cjs"
    archive = corpus()
    site = built(root / "pagefind", replace(archive, newsletter=replace(archive.newsletter, entry_pages=True)))
    options = ["--site", str(site), "--glob", "2*/2*/index.html", "--root-selector", ".kw-item"]
    subprocess.run(["node", str(program), *options], check=True, capture_output=True, timeout=120)
    return site, PAGEFIND


ENGINES: dict[str, Callable[[Path], tuple[Path, str]]] = {
    "kawaraban": ours,
    "Material": material,
    "Pagefind": pagefind,
}


def measured(page: Browser, root: Path) -> Iterator[tuple[str, Score | str]]:
    """Ask every engine all queries; one that cannot be had says why."""
    queries = json.dumps([query.typed for query in QUERIES])
    for name, build in ENGINES.items():
        with ExitStack() as stack:
            try:
                site, script = build(root)
            except pytest.skip.Exception as reason:
                yield name, str(reason)
                continue
            page.open(stack.enter_context(served(site)))
            yield name, score(page.evaluate(script + ASK % queries, seconds=120))


def ten_years(page: Browser, root: Path) -> tuple[float, float]:
    """Give how long our search needs at 2,400 entries: until it is ready, and for a query, in milliseconds."""
    site = built(root / "large", large_archive(months=120, a_month=20))
    with served(site) as address:
        page.open(address)
        words = json.dumps(["ランサムウェア", "漏洩 サーバー", "2030年8月", "量子暗号"])
        answer = page.evaluate(WORKER + ASK % words, seconds=120)
    return answer["ready"], sum(one["took"] for one in answer["answers"]) / 4


def main() -> None:
    """Print the table, and say which goals are met."""
    executable = chromium_path()
    if executable is None:
        raise SystemExit("needs chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name, browser(executable) as page:
        print(f"{len(QUERIES)} queries")  # noqa: T201 -- what a benchmark is for
        for engine, one in measured(page, Path(name)):
            if isinstance(one, str):
                print(f"  {engine:10} not measured: {one}")  # noqa: T201 -- ditto
                continue
            found = f"recall {one.recall:.2f}  precision {one.precision:.2f}  under half {one.poor:2}"
            print(f"  {engine:10} {found}  ready {one.ready:4.0f} ms  query {one.query:5.1f} ms")  # noqa: T201 -- ditto
            if engine == "kawaraban":
                met = one.recall >= RECALL and one.precision >= PRECISION and not one.poor
                print(f"    goal {RECALL} / {PRECISION} / 0: {'met' if met else 'MISSED'}")  # noqa: T201 -- ditto
        ready, query = ten_years(page, Path(name))
        met = ready <= READY and query <= QUERY
        print(f"2,400 entries: ready {ready:.0f} ms, query {query:.1f} ms")  # noqa: T201 -- ditto
        print(f"  goal {READY} ms / {QUERY} ms: {'met' if met else 'MISSED'}")  # noqa: T201 -- ditto


if __name__ == "__main__":
    main()
