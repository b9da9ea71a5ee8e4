"""The pictures of the desk in the editors' handbook, made from the sample and the demo's feeds: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator import storage  # noqa: E402 -- the checkout's own, wherever this is called from
from generator.cli.collecting import collect_into  # noqa: E402 -- ditto
from generator.cli.deciding import cut_off_day, issue_month, publication_day  # noqa: E402 -- ditto
from generator.cli.demo.server import serve_feeds  # noqa: E402 -- ditto
from generator.cli.desk import commands  # noqa: E402 -- ditto
from generator.desk import Desk, Guard, Keys, make_app, make_server, serve  # noqa: E402 -- ditto
from generator.desk.accepting import accept_draft  # noqa: E402 -- ditto
from generator.desk.drafts import draft_of, known_of  # noqa: E402 -- ditto
from generator.model import Entry, Issue, Section, Source, Suggestion  # noqa: E402 -- ditto
from generator.text import JST  # noqa: E402 -- ditto
from tests.browser.chromium import browser, chromium_path  # noqa: E402 -- ditto
from tests.browser.pictures import picture  # noqa: E402 -- ditto

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=JST)
MONTH = "2026-12"
LARGEST = 150 * 1024  # bytes: five of them are on one page
TITLE = "社員用のシステムに不正アクセス、会員情報520件が流出した可能性 - ミナセ建設"
UNKNOWN = Entry(
    id="2026-11-19-mnse",
    section=Section.INCIDENTS,
    announced=NOW.date().replace(day=19),
    headline=TITLE,
    sources=(Source(url="https://news.kakuu.example/1", title=TITLE, publisher="架空ニュース", feed="kakuu"),),
    suggestion=Suggestion(section="incidents", confidence="0.90", names=("ミナセ建設",)),
)


def main() -> None:
    """Open a desk on a copy of the sample, decide as far as each picture needs, and keep what is seen."""
    chromium = chromium_path()
    if chromium is None:
        raise SystemExit("pictures need chromium: apt-get install chromium fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as name:
        content = _content(Path(name))
        with _opened(content) as address, browser(chromium) as page:
            page.resize(1120, 860)
            page.call("Page.navigate", url=address)
            page.wait_for("!!document.querySelector('.card')")
            base = address.partition("/?")[0]
            show = partial(picture, page, largest=LARGEST)
            show(f"{base}/issues/2026-11", "desk-issue", 1120, 860, at="#steps")
            show(f"{base}/issues/2026-11", "desk-approval", 1120, 720, at="#out")
            candidates = storage.load_archive(content).candidates
            seen = next(one.id for one in candidates if one.headline.startswith("オンラインショップ"))
            show(f"{base}/candidates?at={seen}", "desk-candidates", 1120, 620, at=f"#c-{seen}")
            _accept_all(content)
            show(f"{base}/issues/{MONTH}", "desk-names", 1120, 760, at="#finish")
            show(f"{base}/entries/{UNKNOWN.id}", "desk-entry", 1120, 860)


def _content(folder: Path) -> Path:
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "架空 花子"),
        ("config", "user.email", "hanako@kakuu.example"),
        ("add", "content"),
        ("commit", "-q", "-m", "はじめ"),
        ("config", "user.name", "架空 太郎"),
    ):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True)
    with serve_feeds() as base:
        feeds = folder / "feeds.yml"
        sample = ROOT / "generator" / "cli" / "demo" / "feeds.yml"
        feeds.write_text(sample.read_text("utf-8").replace("BASE", base), "utf-8")
        collect_into(content, feeds, now=NOW, allow_private_addresses=True, quiet=True)
    storage.save_candidates(content, [UNKNOWN])
    return content


def _accept_all(content: Path) -> None:
    storage.save_issue(content, Issue(month=MONTH, published=publication_day(MONTH, 9)))
    archive = storage.load_archive(content)
    for entry in archive.candidates:
        path = storage.entry_path(content, entry.id)
        is_told_twice = entry.headline.startswith("カミツレ遊戯の通販サイト")
        if path is not None and entry.section is not Section.OTHER and not is_told_twice:
            draft = draft_of(entry, archive, known_of(archive))
            accept_draft(content, path, draft, month=MONTH, now=NOW)


@contextmanager
def _opened(content: Path) -> Iterator[str]:
    folder = content.parent
    server = make_server(0)
    guard = Guard(port=server.server_port, keys=Keys())
    actions = commands(
        content, folder / "site", folder / "build" / "mail", ROOT / "mkdocs.yml", recipients=folder / "x"
    )
    desk = Desk(
        content=content,
        now=lambda: NOW,
        month_of=issue_month,
        day_of=publication_day,
        closes=cut_off_day,
        actions=actions,
    )
    thread = threading.Thread(target=serve, args=(server, make_app(desk, guard)), daemon=True)
    thread.start()
    try:
        yield guard.address
    finally:
        server.shutdown()
        thread.join()


if __name__ == "__main__":
    main()
