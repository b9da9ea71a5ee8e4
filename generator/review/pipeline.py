"""All checks over an archive: errors stop a build, warnings want an editor's eye, waived ones are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from ..model import Archive, Remark
from .attribution import check_attribution
from .certainty import check_certainty
from .copying import check_copying
from .days import check_days
from .entries import check_candidates, check_entries, check_issues
from .figures import check_figures
from .follow_up import check_follow_ups
from .newsletter import check_newsletter
from .organizations import check_organizations
from .reidentify import check_reidentification
from .strict import check_strict
from .style import check_style
from .waivers import unwaived
from .wording import check_wording

Check = Callable[[Archive], Iterable[Remark]]

CHECKS: tuple[Check, ...] = (
    check_newsletter,
    check_organizations,
    check_entries,
    check_candidates,
    check_issues,
    check_figures,
    check_days,
    check_certainty,
    check_attribution,
    check_style,
    check_wording,
    check_follow_ups,
    check_reidentification,
    check_strict,
)
# What the newest issue could still mend, although it speaks of an older entry.
_OF_THE_NEWEST_ISSUE = frozenset({"follow-up-due"})


def check(
    archive: Archive, month: str | None = None, *, sources: Mapping[str, frozenset[int]] | None = None
) -> tuple[Remark, ...]:
    """Give every remark of every check that no editor waived; with a month, only those of that issue.

    `sources` are the fingerprints of what the feeds said, by entry; without them nothing is compared with sources.
    """
    remarks = chain.from_iterable((*(one(archive) for one in CHECKS), check_copying(archive, sources or {})))
    return tuple(_of_month(unwaived(remarks, archive), archive, month))


def _of_month(remarks: Iterable[Remark], archive: Archive, month: str | None) -> Iterator[Remark]:
    if month is None:
        yield from remarks
        return
    subjects = {month} | {entry.id for issue in archive.issues if issue.month == month for entry in issue.entries}
    is_newest = bool(archive.issues) and month == max(issue.month for issue in archive.issues)
    yield from (
        remark
        for remark in remarks
        if remark.subject in subjects or (is_newest and remark.rule in _OF_THE_NEWEST_ISSUE)
    )
