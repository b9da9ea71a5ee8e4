"""An entry that is in the wrong issue, or should be in none: moved, given back, taken out; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from .. import storage
from ..errors import UsageError
from ..model import Archive, Entry, Issue
from ..text import month_title, one_line
from .state import Desk
from .web import Request, Response, redirect, route


def move(desk: Desk, request: Request, entry_id: str) -> Response:
    """Move an entry into another issue, which is begun where it is not there yet."""
    archive, entry = _entry(desk, entry_id)
    month = request.value("month")
    if not storage.MONTH.match(month):
        message = "移す号を選んでください。"
        raise UsageError(message)

    def act() -> None:
        if month not in {issue.month for issue in archive.issues}:
            day = desk.day_of(month, archive.newsletter.cut_off)
            storage.save_issue(desk.content, Issue(month=month, published=day))
        storage.move_entry(desk.content, archive, entry, month=month)

    sentence = f"「{entry.headline}」を{month_title(month)}に移しました"
    _do(desk, entry, sentence, storage.places_of(desk.content, archive, entry, month), act)
    return redirect(f"/entries/{entry_id}")


def give_back(desk: Desk, request: Request, entry_id: str) -> Response:
    """Make an entry a candidate again."""
    del request
    archive, entry = _entry(desk, entry_id)
    sentence = f"「{entry.headline}」を候補に戻しました"
    places = storage.places_of(desk.content, archive, entry)
    _do(desk, entry, sentence, places, lambda: storage.give_back(desk.content, archive, entry))
    return redirect(f"/candidates?at={entry_id}")


def take_out(desk: Desk, request: Request, entry_id: str) -> Response:
    """Take an entry out of its issue, with a reason."""
    archive, entry = _entry(desk, entry_id)
    reason = one_line(request.value("reason"))
    if not reason:
        message = "載せるのをやめる理由を書いてください。記録に残ります。"
        raise UsageError(message)
    month = next(issue.month for issue in archive.issues if entry in issue.entries)
    sentence = f"「{entry.headline}」を載せるのをやめました(理由: {reason})"
    places = storage.places_of(desk.content, archive, entry)
    _do(
        desk,
        entry,
        sentence,
        places,
        lambda: storage.take_out(desk.content, archive, entry, reason=reason, now=desk.now()),
    )
    return redirect(f"/issues/{month}")


def _entry(desk: Desk, entry_id: str) -> tuple[Archive, Entry]:
    archive = desk.archive()
    for entry in archive.entries:
        if entry.id == entry_id:
            return archive, entry
    message = "この記事は、どの号にも載っていません。"
    raise UsageError(message)


def _do(desk: Desk, entry: Entry, sentence: str, paths: Iterable[Path], act: Callable[[], object]) -> None:
    with storage.one_at_a_time(storage.state_folder(desk.content), "decide"):
        touched = [place for path in paths for place in (path, storage.notes_path(path))]
        storage.remember(desk.content, entry.id, sentence, touched, act)
    desk.say(f"{sentence}。「候補」の「元に戻す」で取り消せます。")


ROUTES = (
    route("POST", "/entries/{id}/move", move),
    route("POST", "/entries/{id}/back", give_back),
    route("POST", "/entries/{id}/out", take_out),
)
