"""購読: how the mail, the feeds, the data and the calendar are had; what the operator set in newsletter.yml."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ...model import Section
from ..addresses import CALENDAR, DATA_ABOUT, DATA_CSV, DATA_JSON, SUBSCRIBE, absolute, feed_path
from .page import SitePage, TocItem
from .render import render

if TYPE_CHECKING:
    from .catalogue import Catalogue

_FORMS = (("atom", "Atom"), ("rss", "RSS 2.0"), ("json", "JSON Feed"))


def subscribe_page(catalogue: Catalogue) -> SitePage:
    """Make the page."""
    newsletter = catalogue.newsletter
    feeds = [("issues", "各号のお知らせ"), ("entries", "すべての記事")]
    feeds += [(section.value, f"{section.number}.{section.label}") for section in Section]
    write = partial(
        render,
        "subscribe.html",
        SUBSCRIBE,
        newsletter=newsletter,
        feeds=[(title, [(label, feed_path(name, form)) for form, label in _FORMS]) for name, title in feeds],
        data=((DATA_JSON, "JSON"), (DATA_CSV, "CSV"), (DATA_ABOUT, "項目の説明とご利用条件")),
        calendar=CALENDAR,
        calendar_address=absolute(newsletter.site_url, CALENDAR),
    )
    return SitePage(
        path=SUBSCRIBE,
        title="購読",
        write=write,
        description="メールでの購読、フィード、政策の期日のカレンダー、データの入手方法をご案内します。",
        toc=tuple(
            TocItem(title=title, anchor=anchor)
            for anchor, title in (
                ("mail", "メール"),
                ("feeds", "フィード"),
                ("calendar", "カレンダー"),
                ("data", "データ"),
            )
        ),
    )
