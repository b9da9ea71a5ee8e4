"""`kawaraban collect` on pages and on answers that are no feeds, against a server on this machine."""

import http.server
import json
import threading

import pytest

from generator.storage import load_archive, load_collected

ROW = '<li><time datetime="{day}">{day}</time><a href="{link}">{title}</a></li>'
FEED = (
    '<rss version="2.0"><channel><item><title>ミナセ通信に不正アクセス</title><link>https://a.example/1</link>'
    "<pubDate>Thu, 19 Nov 2026 10:00:00 +0900</pubDate></item></channel></rss>"
)
BLOCK = """- id: office
  title: 見本の役所
  url: {url}
  format: html
  list: {{item: li, title: a, link: a, date: time}}
"""


class Site:
    """Pages by path; a path that is none is 404."""

    def __init__(self):
        self.pages = {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = site.pages.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


@pytest.fixture
def site():
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def listed(*rows):
    return "<!DOCTYPE html><html><body><ul>" + "".join(ROW.format(**row) for row in rows) + "</ul></body></html>"


def row(title, link, day="2026-11-19"):
    return {"title": title, "link": link, "day": day}


@pytest.fixture
def collect(small, kawaraban):
    def run(blocks, now, code=0):
        (small.parent / "feeds.yml").write_text(blocks, "utf-8")
        given = ("--content", small, "--feeds", small.parent / "feeds.yml", "--allow-private-addresses")
        return json.loads(kawaraban("collect", *given, "--now", now, "--json", code=code).output)

    return run


def test_a_list_page_with_the_year_of_the_era_in_its_address_is_watched_like_a_feed(small, site, collect):
    blocks = BLOCK.format(url=f"{site.address}/R{{reiwa:02}}.html")
    site.pages["/R08.html"] = listed(row("不正アクセスに関する注意喚起", "/a?ref=ninf#1"), row("手引きの公表", "/a#2"))

    first = collect(blocks, "2026-11-20T09:00")
    site.pages["/R08.html"] = listed(row("不正アクセスに関する注意喚起(更新)", "/a#1"), row("手引きの公表", "/a#2"))
    second = collect(blocks, "2026-11-21T09:00")

    assert (first[0]["candidates"], second[0]["revised"], second[0]["known"]) == (2, 1, 1)
    candidates = load_archive(small).candidates
    assert {entry.announced.isoformat() for entry in candidates} == {"2026-11-19"}
    assert {row.link for row in load_collected(small)} == {f"{site.address}/a#1", f"{site.address}/a#2"}
    (note,) = small.glob("candidates/*/*.notes.txt")
    assert "(更新)」に変わりました" in note.read_text("utf-8")


def test_a_page_that_was_rebuilt_says_which_selector_finds_nothing_and_stays_a_finding(site, collect):
    blocks = BLOCK.format(url=f"{site.address}/list") + f"- id: b\n  title: 乙\n  url: {site.address}/feed\n"
    site.pages = {"/list": listed(row("手引きの公表", "/1")), "/feed": FEED}
    collect(blocks, "2026-11-19T09:00")
    site.pages["/list"] = "<html><body><main>新しくなりました</main></body></html>"

    collect(blocks, "2026-11-20T09:00")
    report = collect(blocks, "2026-11-21T09:00")[0]

    assert "list.item「li」に当たる要素がありません" in report["troubles"][0]
    assert [one["ailment"] for one in report["complaints"]] == ["failing"]


def test_a_feed_that_answers_with_a_page_is_a_finding_until_it_is_a_feed_again(small, site, collect, kawaraban):
    blocks = f"- id: a\n  title: 甲\n  url: {site.address}/feed\n"
    site.pages["/feed"] = "<script>challenge()</script>"

    first = collect(blocks, "2026-11-20T09:00", code=1)[0]["complaints"]
    second = collect(blocks, "2026-11-21T09:00", code=1)[0]["complaints"]
    where = ("--content", small, "--feeds", small.parent / "feeds.yml")
    doctor = kawaraban("doctor", *where, "--now", "2026-11-21T09:00", code=1).output

    assert [one["ailment"] for one in first] == ["page"]
    assert second[0] == first[0]
    assert "HTMLの応答(2026年11月20日から)" in doctor
    site.pages["/feed"] = FEED
    assert collect(blocks, "2026-11-22T09:00")[0]["complaints"] == []
