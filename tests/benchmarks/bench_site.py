"""How fast a site is built, beside stock MkDocs + Material + search and Pelican, on the same text in one run.

Every build is a process of its own, measured whole (CPU seconds of user and system, peak memory), in turn, so that a
busy machine is busy for all. Stock builds get one Markdown file an issue and a menu of constant size, their best case.
Ours is what comes after the gate's neighbours: public archive -> pages, feeds, search index, theme, files on disk.

Every build writes into a folder of its own that was not there before, in memory where the machine has such a place, and
nothing is deleted before the last one: ext4 makes new files slowly, for minutes, where many were deleted just now
(seconds of system time), and whoever is measured then would pay for it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator.model import Section  # noqa: E402 -- the checkout's own, wherever this is called from
from generator.publish.pages.facts import fact_lines, figures  # noqa: E402 -- ditto
from tests.benchmarks import handover  # noqa: E402 -- ditto
from tests.publish.pages.sample import large_archive  # noqa: E402 -- ditto

OURS = """import sys
from pathlib import Path
from generator.mkdocs_plugin import build_site
from generator.publish.syndication import syndication_files
from tests.benchmarks.handover import read
archive = read(Path(sys.argv[1]))
build_site(Path(sys.argv[2]), Path(sys.argv[3]), archive, syndication_files(archive))
"""
MKDOCS = """site_name: Stock
site_url: https://kawaraban.example/
theme: {{name: material, language: ja, font: false}}
plugins: [{search}]
markdown_extensions: [attr_list, def_list]
nav: [index.md]
validation: {{nav: {{omitted_files: ignore}}}}
"""
SEARCH = "search: {lang: ja}"
PELICAN = """SITENAME = "Stock"
SITEURL = ""
PATH = "content"
ARTICLE_PATHS = ["."]
DEFAULT_LANG = "ja"
TIMEZONE = "Asia/Tokyo"
FEED_ALL_ATOM = "feeds/all.atom.xml"
"""
IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- a fresh folder is made in it
GOALS = {120: 0.40, 600: 0.30}
MEMORY = 65


@dataclass(frozen=True, slots=True)
class Run:
    """One build: CPU seconds of the program and of the kernel for it, seconds on the clock, peak memory in MiB."""

    user: float
    system: float
    wall: float
    memory: float

    @property
    def cpu(self) -> float:
        """All CPU seconds."""
        return self.user + self.system


def measure(command: list[str], cwd: Path) -> Run:
    """Run a build to its end; one that fails ends the benchmark."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed: {error!r}")
    return Run(usage.ru_utime, usage.ru_stime, time.monotonic() - began, usage.ru_maxrss / 1024)


def markdown(issue) -> str:
    """Write an issue as the file of a stock generator."""
    lines = [f"# {issue.month}", *issue.preface]
    lines += [f"- {point.text}" for point in issue.highlights]
    for section in Section:
        lines.append(f"## {section.number}.{section.label}")
        for entry in issue.in_section(section):
            lines += [f"### {entry.headline} {{#i-{entry.id}}}", *entry.body]
            lines += [f"- {figure}" for figure in figures(entry.facts)]
            lines += [f"- {line.label}: {line.text}" for line in fact_lines(entry.facts)]
            lines += [f"- 「{source.title}」 {source.publisher}" for source in entry.sources]
    return "\n\n".join(lines) + "\n"


def stock(folder: Path, archive, search: str) -> list[str]:
    """Lay out a stock project, and give the command that builds it into the folder named after it."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for issue in archive.issues:
        (docs / f"{issue.month}.md").write_text(markdown(issue), "utf-8")
    listed = "\n".join(f"- [{issue.month}]({issue.month}.md)" for issue in archive.issues)
    (docs / "index.md").write_text(f"# Stock\n\n{listed}\n", "utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS.format(search=search), "utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]


def pelican(folder: Path, archive) -> list[str] | None:
    """Lay out a Pelican project; None where Pelican cannot be installed."""
    python = ROOT / ".cache" / "pelican" / "bin" / "python"
    if not python.exists():
        target = python.parent.parent
        made = subprocess.run([sys.executable, "-m", "venv", target], check=False, capture_output=True)
        install = [python, "-m", "pip", "install", "--quiet", "pelican[markdown]"]
        if made.returncode or subprocess.run(install, check=False, capture_output=True, timeout=180).returncode:
            return None
    content = folder / "content"
    content.mkdir(parents=True)
    for issue in archive.issues:
        head = f"Title: {issue.month}\nDate: {issue.published}\nSlug: {issue.month}\n\n"
        (content / f"{issue.month}.md").write_text(head + markdown(issue), "utf-8")
    (folder / "pelicanconf.py").write_text(PELICAN, "utf-8")
    return [str(python), "-m", "pelican", "content", "-s", "pelicanconf.py", "--fatal=errors", "-o"]


def ours(folder: Path, archive) -> list[str]:
    """Keep the public archive, and give the command that builds its site."""
    folder.mkdir()
    handover.write(folder / "archive", archive)
    return [sys.executable, "-c", OURS, str(folder / "archive"), str(ROOT / "mkdocs.yml")]


def compare(months: int, runs: int) -> tuple[float, float, float]:
    """Build an archive of so many issues with all; give our CPU seconds, their ratio to stock, and our peak memory."""
    archive = large_archive(months=months, a_month=20)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        root = Path(name)
        commands = {
            "stock": (stock(root / "stock", archive, SEARCH), root / "stock"),
            "ours": (ours(root / "ours", archive), root / "ours"),
        }
        command = pelican(root / "pelican", archive)
        if command:
            commands["pelican"] = (command, root / "pelican")
        found: dict[str, list[Run]] = {builder: [] for builder in commands}
        for run in range(runs):
            for builder, (build, folder) in commands.items():
                site = folder / f"site-{run}"
                site.mkdir()
                found[builder].append(measure([*build, str(site)], folder))
    print(f"{months} issues x 20 entries, {runs} runs, medians; every build into a fresh folder under {root.parent}")  # noqa: T201 -- what a benchmark is for
    base = median(run.cpu for run in found["stock"])
    for builder, results in found.items():
        cpu, wall = median(r.cpu for r in results), median(r.wall for r in results)
        user, system = median(r.user for r in results), median(r.system for r in results)
        print(  # noqa: T201 -- ditto
            f"  {builder:8} CPU {cpu:6.2f} s ({cpu / base:.2f}; user {user:.2f}, system {system:.2f})"
            f"  wall {wall:6.2f} s  peak {max(r.memory for r in results):4.0f} MiB"
        )
    if not command:
        print("  pelican  could not be installed here")  # noqa: T201 -- ditto
    mine = found["ours"]
    cpu = median(run.cpu for run in mine)
    pairs = [one.cpu / other.cpu for one, other in zip(mine, found["stock"], strict=True)]  # each measured side by side
    return cpu, median(pairs), max(run.memory for run in mine)


def main() -> None:
    """Compare at the given sizes, and say which goals are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, nargs="+", default=[6, 120, 600])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    seconds = {}
    for months in options.months:
        seconds[months], ratio, memory = compare(months, options.runs)
        if months in GOALS:
            print(f"  ratio {ratio:.2f} (goal {GOALS[months]:.2f}): {'met' if ratio <= GOALS[months] else 'MISSED'}")  # noqa: T201 -- ditto
        if months == 120:
            print(f"  peak {memory:.0f} MiB (goal {MEMORY}): {'met' if memory <= MEMORY else 'MISSED'}")  # noqa: T201 -- ditto
    if {120, 600} <= seconds.keys():
        growth = seconds[600] / seconds[120]
        print(f"growth 120 -> 600: {growth:.1f} (goal 5.0): {'met' if growth <= 5 else 'MISSED'}")  # noqa: T201 -- ditto


if __name__ == "__main__":
    main()
