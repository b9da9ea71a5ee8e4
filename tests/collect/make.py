"""Builders: each test names only what it speaks of."""

from datetime import UTC, datetime
from types import SimpleNamespace

from generator.collect.document import Document, Fetched, Parsed, Validators
from generator.model import Archive, CollectedItem, Contact, Feed, FeedItem, Newsletter, Outcome

NOW = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)
NEWSLETTER = Newsletter(
    title="見本",
    publisher="見本会",
    postal_address="東京都",
    contact=Contact(name="係", email="contact@news.example"),
    opt_out="mailto:optout@news.example",
    site_url="https://news.example/",
    mail_from="news@news.example",
)


def make_feed(**fields):
    return Feed(**{"id": "feed", "title": "見本フィード", "url": "https://feed.example/news.rdf", **fields})


def make_item(**fields):
    return FeedItem(
        **{
            "feed": "feed",
            "guid": "",
            "link": "https://feed.example/1",
            "title": "北星クラウドのサーバへの不正アクセス",
            "published": datetime(2026, 10, 19, 5, 0, tzinfo=UTC),
            **fields,
        }
    )


def make_row(**fields):
    return CollectedItem(
        **{
            "feed": "feed",
            "key": "link:feed.example/1",
            "link": "https://feed.example/1",
            "title": "北星クラウドのサーバへの不正アクセス",
            "published": datetime(2026, 10, 19, 5, 0, tzinfo=UTC),
            "first_seen": NOW,
            "revision": 0,
            "outcome": Outcome.CANDIDATE,
            "fingerprint": "x",
            "entry": "2026-10-19-aaaa",
            **fields,
        }
    )


def make_archive(**fields):
    return Archive(newsletter=NEWSLETTER, **fields)


def make_rss(*titles, date="Mon, 19 Oct 2026 14:00:00 +0900"):
    items = "".join(
        f"<item><title>{title}</title><link>https://feed.example/{title}</link><pubDate>{date}</pubDate></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def says(section="incidents", confidence=0.9, **fields):
    """A stand-in for the language package: the same word on every headline."""

    def analyze(title, summary, usual, source, hints):
        return SimpleNamespace(
            **{
                "section": section,
                "confidence": confidence,
                "reasons": ("理由",),
                "names": (),
                **fields,
            }
        )

    return analyze


def serve(answers):
    """A stand-in for the network: what each address answers, or raises."""

    def fetch(feed, validators):
        answer = answers[feed.url]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Fetched):
            return answer
        return Fetched(document=Document(url=feed.url, body=answer), validators=Validators(etag='"1"'))

    return fetch


def parsed(*items):
    return Parsed(items=items)
