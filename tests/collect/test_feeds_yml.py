"""The sources that the repository ships with."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FEEDS = yaml.safe_load((ROOT / "feeds.yml").read_text("utf-8"))
ORDER = ["id", "title", "url", "format", "section", "default", "keep", "key", "max_age_days", "enabled", "checked"]
ORDER += ["note", "list"]
# Retired or invented addresses that lists on the web still carry (retired or never real).
NEVER = [
    "ipa.go.jp/security/rss/",
    "nisc.go.jp/rss",
    "us-cert.gov/ncas",
    "nvd-rss.xml",
    "news-wires/RSS",
    "jftc.go.jp/rss",
    "ppc.go.jp/files/rss",
    "meti.go.jp/rss/topics",
    "moj.go.jp/rss",
    "npa.go.jp/rss.xml",
    "digital.go.jp/feed",
    "rss.rssad.jp",
    "itpro.nikkeibp",
    "feeds.trendmicro.com",
]


@pytest.mark.parametrize("feed", FEEDS, ids=[feed["id"] for feed in FEEDS])
def test_a_block_has_its_keys_in_their_order(feed):
    assert list(feed) == [key for key in ORDER if key in feed]
    assert feed["url"].startswith(("https://", "http://"))
    assert str(feed["checked"]) == "2026-11-21"


def test_no_id_and_no_address_is_there_twice():
    assert len({feed["id"] for feed in FEEDS}) == len(FEEDS)
    assert len({feed["url"] for feed in FEEDS}) == len(FEEDS)


def test_no_address_is_one_that_is_known_to_be_wrong():
    assert [feed["id"] for feed in FEEDS if any(part in feed["url"] for part in NEVER)] == []


def test_a_feed_that_is_off_says_why():
    silent = [feed["id"] for feed in FEEDS if feed.get("enabled") is False and not feed.get("note")]

    assert silent == []


def test_a_feed_that_is_on_is_watched_for_silence():
    assert [feed["id"] for feed in FEEDS if feed.get("enabled") is not False and "max_age_days" not in feed] == []


def test_no_page_without_tried_selectors_is_on():
    assert [feed["id"] for feed in FEEDS if feed.get("format") == "html" and feed.get("enabled") is not False] == []
