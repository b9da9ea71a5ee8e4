"""Builders: a test says what it speaks of, the rest is filled in (all of it invented)."""

from datetime import UTC, date, datetime
from pathlib import Path

from generator.model import (
    Archive,
    CollectedItem,
    Contact,
    Entry,
    Issue,
    Newsletter,
    Organization,
    OrganizationKind,
    Outcome,
    Section,
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def make_entry(**changes):
    values = {
        "id": "2026-10-19-q7mk",
        "section": Section.INCIDENTS,
        "announced": date(2026, 10, 19),
        "headline": "某通信会社に不正アクセス",
        "body": ("某通信会社は10月19日、不正アクセスについて公表した。",),
    }
    return Entry(**(values | changes))


def make_organization(**changes):
    values = {"id": "minase", "name": "株式会社ミナセ通信", "kind": OrganizationKind.COMPANY, "industry": "通信会社"}
    return Organization(**(values | changes))


def make_newsletter(**changes):
    values = {
        "title": "架空サイバーだより",
        "publisher": "架空法務協会",
        "postal_address": "〒000-0000 架空県架空市1-2-3",
        "contact": Contact(name="事務局", email="info@kakuu.example"),
        "opt_out": "https://news.kakuu.example/unsubscribe",
        "site_url": "https://news.kakuu.example/",
        "mail_from": "news@kakuu.example",
    }
    return Newsletter(**(values | changes))


def make_issue(*entries, **changes):
    values = {"month": "2026-11", "published": date(2026, 11, 10), "entries": tuple(entries)}
    return Issue(**(values | changes))


def make_archive(*entries, **changes):
    values = {"newsletter": make_newsletter(), "issues": (make_issue(*entries),)}
    return Archive(**(values | changes))


def make_row(**changes):
    values = {
        "feed": "soft-news",
        "key": "https://news.example/1",
        "link": "https://news.example/1",
        "title": "題",
        "published": datetime(2026, 10, 31, 15, 30, tzinfo=UTC),
        "first_seen": datetime(2026, 10, 31, 16, 0, tzinfo=UTC),
        "revision": 0,
        "outcome": Outcome.CANDIDATE,
        "fingerprint": "abc",
    }
    return CollectedItem(**(values | changes))
