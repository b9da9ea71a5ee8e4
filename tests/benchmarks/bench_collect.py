"""How long `kawaraban collect` takes as a whole command, beside the network's own floor and a plain feedparser loop.

    cold        200 feeds x 50 items, every item new: fetched, read, judged, 10,000 candidates written
    unchanged   the same again: every server answers 304, no file under content/ is touched
    floor       the same fetches by 16 threads of the standard library, nothing read
    serial      feedparser.parse(address), one after the other, nothing stored

Goals: cold 8 s and 8 s of processor time, 120 MiB; unchanged 3 s. Exits with 1 where one is missed.

The system's share of the processor time is printed beside: on ext4 making files costs seconds more for some minutes
after thousands were deleted near by (the kernel passes over the numbers of deleted files). `--in FOLDER` measures
elsewhere, in /dev/shm for instance.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import feed_server

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-21T09:00"
GOALS = {"cold": (8.0, 8.0, 120.0), "unchanged": (3.0, 3.0, 120.0)}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One command: seconds on the wall and of all its processors, and MiB of its largest process."""

    wall: float
    cpu: float
    system: float  # of that
    memory: float
    output: str = ""

    def line(self, name: str) -> str:
        return (
            f"{name:<12} {self.wall:6.2f} s  {self.cpu:6.2f} cpu s ({self.system:.2f} system)  {self.memory:6.1f} MiB"
        )


def measure(*command: str, cwd: Path) -> Measured:
    """Run a command to its end; its processes count with it."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}\n{text}")
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    return Measured(wall=wall, cpu=cpu, system=used.ru_stime, memory=memory, output=text)


def floor(addresses: list[str]) -> float:
    """Give the seconds that the network alone takes with 16 threads."""

    def get(address: str) -> int:
        with urllib.request.urlopen(address, timeout=30) as response:
            return len(response.read())

    start = time.perf_counter()
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(get, addresses))
    return time.perf_counter() - start


SERIAL = "import sys, feedparser\nfor url in sys.argv[1:]: assert len(feedparser.parse(url).entries) == 50"


def main() -> int:
    """Measure, print, and say whether the goals were reached."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="leave out the feedparser loop")
    options.add_argument("--in", dest="place", type=Path, help="the folder to measure in")
    given = options.parse_args()
    results: dict[str, Measured] = {}
    with feed_server.running() as address, tempfile.TemporaryDirectory(dir=given.place) as name:
        folder = Path(name)
        prepare(folder, address)
        addresses = [f"{address}feed-{number:03}" for number in range(feed_server.FEEDS)]
        collect = (sys.executable, "-m", "generator", "collect", "--now", NOW, "--allow-private-addresses")
        print(f"{'floor':<12} {floor(addresses):6.2f} s")  # noqa: T201 (what a benchmark is for)
        results["cold"] = measure(*collect, cwd=folder)
        written = snapshot(folder / "content")
        results["unchanged"] = measure(*collect, cwd=folder)
        touched = snapshot(folder / "content") != written
        if not given.quick:
            results["serial"] = measure(sys.executable, "-c", SERIAL, *addresses, cwd=folder)
        candidates = len(list(folder.glob("content/candidates/*/*.yml")))
    for label, measured in results.items():
        print(measured.line(label))  # noqa: T201 (what a benchmark is for)
    print(f"{candidates} candidates written; unchanged run touched {'files' if touched else 'no file'} under content/")  # noqa: T201 (what a benchmark is for)
    return 1 if touched or missed(results) else 0


def prepare(folder: Path, address: str) -> None:
    """Make a working folder: the sample archive, and a feeds.yml that points at the server."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.rmtree(folder / "content" / "candidates", ignore_errors=True)
    blocks = (
        f"- id: feed-{number:03}\n  title: 見本フィード{number}\n  url: {address}feed-{number:03}\n"
        for number in range(feed_server.FEEDS)
    )
    (folder / "feeds.yml").write_text("".join(blocks), "utf-8")


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Give the time and number of every file."""
    found = ((path, path.stat()) for path in folder.rglob("*"))
    return {path.as_posix(): (stat.st_mtime_ns, stat.st_ino) for path, stat in found}


def missed(results: dict[str, Measured]) -> bool:
    """Say which goals were missed."""
    values: Callable[[Measured], tuple[float, float, float]] = lambda one: (one.wall, one.cpu, one.memory)  # noqa: E731
    lines = [
        f"missed: {name} {value:.2f} > {goal:.0f} {unit}"
        for name, goals in GOALS.items()
        for value, goal, unit in zip(values(results[name]), goals, ("s", "cpu s", "MiB"), strict=True)
        if value > goal
    ]
    print("\n".join(lines) or "all goals reached")  # noqa: T201 (what a benchmark is for)
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
