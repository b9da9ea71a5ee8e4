"""What machines of members read: feeds, data and a calendar, as files that lie beside the pages.

    PublicArchive ──channel──▶ Channel, FeedItem ──atom | rss | jsonfeed──▶ feeds/
                  ──dataset──▶ data/entries.json, data/entries.csv      ──calendar──▶ calendar.ics

No moment comes from a clock: everything is dated by the day on which an issue appeared, or a correction of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..addresses import CALENDAR
from .atom import write_atom
from .calendar import write_calendar
from .channel import channels
from .dataset import dataset_files
from .jsonfeed import write_jsonfeed
from .rss import write_rss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model import PublicArchive

__all__ = ["syndication_files"]


def syndication_files(archive: PublicArchive) -> Mapping[str, bytes]:
    """Give the files by their path under the site; the same archive gives the same bytes."""
    files = {}
    for channel in channels(archive):
        files[channel.path("atom")] = write_atom(channel)
        files[channel.path("rss")] = write_rss(channel)
        files[channel.path("json")] = write_jsonfeed(channel)
    return {**files, **dataset_files(archive), CALENDAR: write_calendar(archive)}
