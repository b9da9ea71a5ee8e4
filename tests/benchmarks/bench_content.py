"""How long it takes to read ten years of YAML: 120 issues x 20 entries, beside what PyYAML alone needs for the same.

    kawaraban   content/ -> Archive: strict (no duplicate keys, no anchors), decoded, with file and line for findings
    C loader    yaml.load(…, CSafeLoader): to dicts, nothing checked     pure    the same, by PyYAML in Python

Every run is a process of its own; what is measured is CPU time of reading alone, without the start of Python.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator.model import Entry, PublicEntry, Source  # noqa: E402 -- the checkout's own, wherever this is called from
from generator.storage import emit, write_atomic  # noqa: E402 -- ditto
from tests.publish.pages.sample import large_archive  # noqa: E402 -- ditto

GOAL = 0.2
RUN = """import sys, time
from pathlib import Path
{imports}
content = Path(sys.argv[1])
began = time.process_time()
{work}
print(time.process_time() - began)
"""
PLAIN = """for path in content.rglob("*.yml"):
    yaml.load(path.read_bytes(), Loader=yaml.{loader})"""
READERS = {
    "kawaraban": ("from generator.storage import load_archive", "load_archive(content)"),
    "C loader": ("import yaml", PLAIN.format(loader="CSafeLoader")),
    "pure": ("import yaml", PLAIN.format(loader="SafeLoader")),
}
NEWSLETTER = """title: 月刊かわら版
publisher: 見本協会
postal_address: 〒000-0000 見本県見本市1-1
contact: {name: 編集部, email: desk@kawaraban.example}
opt_out: https://kawaraban.example/stop
site_url: https://kawaraban.example/
mail_from: news@kawaraban.example
"""


def write_content(folder: Path, months: int, a_month: int) -> int:
    """Write an archive as editors' files; gives the number of bytes."""
    write_atomic(folder / "newsletter.yml", NEWSLETTER.encode())
    for issue in large_archive(months=months, a_month=a_month).issues:
        place = folder / "issues" / issue.month
        write_atomic(place / "issue.yml", f"published: {issue.published}\n".encode())
        for entry in issue.entries:
            write_atomic(place / "entries" / f"{entry.id}.yml", emit(_kept(entry)).encode())
    return sum(path.stat().st_size for path in folder.rglob("*.yml"))


def _kept(entry: PublicEntry) -> Entry:
    sources = tuple(
        Source(url=one.url, title=one.title, publisher=one.publisher, printed=True) for one in entry.sources
    )
    names = ("id", "section", "announced", "headline", "body", "thread", "report", "facts")
    return Entry(**{name: getattr(entry, name) for name in names}, sources=sources)


def seconds(reader: str, content: Path) -> float:
    """Read it in a process of its own; one that fails ends the benchmark."""
    imports, work = READERS[reader]
    script = RUN.format(imports=imports, work=work)
    done = subprocess.run([sys.executable, "-c", script, content], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Compare, and say whether the goal is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=120)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="write the files here, and do nothing else")
    options = parser.parse_args()
    if options.keep:
        write_content(options.keep, options.months, 20)
        return
    with tempfile.TemporaryDirectory() as name:
        content = Path(name)
        size = write_content(content, options.months, 20)
        found = {reader: [seconds(reader, content) for _ in range(options.runs)] for reader in READERS}
    print(f"{options.months} issues x 20 entries, {size / 1e6:.1f} MB of YAML, {options.runs} runs, medians")  # noqa: T201 -- what a benchmark is for
    for reader, times in found.items():
        print(f"  {reader:10} CPU {median(times):5.2f} s")  # noqa: T201 -- ditto
    mine = median(found["kawaraban"])
    print(f"  goal {GOAL:.1f} s: {'met' if mine <= GOAL else 'MISSED'}")  # noqa: T201 -- ditto


if __name__ == "__main__":
    main()
