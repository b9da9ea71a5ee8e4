"""候補: what was collected, one card each, decided with a key: the same decisions as the commands accept and refuse."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import storage
from ..errors import GeneratorError, UsageError
from ..model import Archive, Entry, Issue, Section, Suggestion
from ..text import month_title, one_line
from . import labels
from .accepting import accept_draft, touched_by
from .drafts import Draft, draft_of
from .render import page
from .state import Desk, months_near
from .web import Request, Response, redirect, route

# What editors write most often; a reason of one's own can always be written.
REASONS = (
    "同じ事案の別の報道。記事は1つにまとめる",
    "製品・催しの知らせで、事案でも対策でもない",
    "会員への影響が小さい",
    "対象とする分野ではない",
)
_SAME, _PRODUCT, _SMALL, _OTHER_FIELD = REASONS
_DRAFTED_BEFORE, _DRAFTED_AFTER = 2, 12  # cards around the one that the keys begin with, whose drafts are shown
_RECENT_ISSUES = 6
_MOST_RECENT = 120


@dataclass(frozen=True, kw_only=True)
class Known:
    """Another story that a card refers to."""

    id: str
    headline: str
    where: str
    thread: str = ""  # the thread that it begins or belongs to; empty for a candidate


@dataclass(frozen=True, kw_only=True)
class Card:
    """A candidate as the list shows it."""

    entry: Entry
    suggestion: Suggestion
    month: str
    months: tuple[str, ...]
    threads: tuple[Known, ...]  # what it may continue, the most likely first
    related: tuple[Known, ...]  # other candidates on the same matter
    proposed: str  # label of the section that was proposed
    reason: str  # with which the key `r` refuses
    evidence: tuple[str, ...] = ()  # what the proposals rest on, in the desk's words
    draft: Draft | None = None  # what the key `a` would make of it; None: far from the card that the keys stand on
    continues: Known | None = None  # the beginning of the thread that the draft continues


def show(desk: Desk, request: Request) -> Response:
    """Show the list; `at` names the card that the keys begin with."""
    archive = desk.archive()
    at = request.query.get("at", "")
    ids = [entry.id for entry in archive.candidates]
    at = at if at in ids else (ids[0] if ids else "")
    here = ids.index(at) if at else 0
    drafted = set(ids[max(0, here - _DRAFTED_BEFORE) : here + _DRAFTED_AFTER])
    known, stories = desk.known(), {one.id: one for one in _stories(archive)}
    titles = {name: one.headline for name, one in stories.items()}
    cards = [
        _card(entry, archive, desk, stories, draft_of(entry, archive, known) if entry.id in drafted else None)
        for entry in archive.candidates
    ]
    return page(
        desk,
        "candidates.html",
        title="候補",
        here="candidates",
        cards=cards,
        at=at,
        reasons=REASONS,
        roles=labels.ROLES,
        names=_names(archive, cards),
        titles=titles,
        can_collect="collect" in desk.actions,
        last_run=desk.last_run()[0],
        undoable=storage.last_step(desk.content),
        recent=_recent(archive),
    )


def _card(entry: Entry, archive: Archive, desk: Desk, known: Mapping[str, Known], draft: Draft | None) -> Card:
    suggestion = entry.suggestion or Suggestion()
    month = desk.month_of(entry.announced, archive.newsletter.cut_off)
    names = dict.fromkeys((suggestion.thread or "", *suggestion.related))
    near = [known[name] for name in names if name in known and name != entry.id]
    related = tuple(one for one in near if not one.thread)
    return Card(
        entry=entry,
        suggestion=suggestion,
        month=month,
        months=months_near(month, archive),
        threads=tuple({one.thread: one for one in reversed(near) if one.thread}.values())[::-1],
        related=related,
        proposed=_proposed(suggestion, entry),
        reason=_reason(suggestion, has_related=bool(related)),
        evidence=tuple(
            labels.evidence_in_words(text, lambda name: known[name].headline if name in known else "")
            for text in suggestion.evidence
        ),
        draft=draft,
        continues=known.get(draft.entry.thread or "") if draft else None,
    )


def _names(archive: Archive, cards: Iterable[Card]) -> dict[str, str]:
    """Give what the parties of the drafts are called."""
    new = (one for card in cards if card.draft for one in card.draft.organizations)
    return {one.id: one.name for one in (*archive.organizations, *new)}


def _proposed(suggestion: Suggestion, entry: Entry) -> str:
    """Give the section that the machine proposed, which need not be the one chosen since."""
    is_section = suggestion.section in set(Section)
    return (Section(suggestion.section) if is_section else entry.section).label


def collect_now(desk: Desk, request: Request) -> Response:
    """Read all feeds now, as the daily run does."""
    del request
    call = desk.actions.get("collect")
    if call is None:
        message = "この机からは集められません。運用担当が kawaraban collect で行います。"
        raise UsageError(message)
    try:
        desk.say(call("", ""))
    except GeneratorError as error:
        desk.say(str(error), tone="bad")
    return redirect("/candidates")


def _reason(suggestion: Suggestion, *, has_related: bool) -> str:
    """Propose why a candidate is not for the issue; it is shown before it is used."""
    if suggestion.section == "irrelevant":
        is_product = any(word in reason for reason in suggestion.reasons for word in ("製品", "発売", "催し"))
        return _PRODUCT if is_product else _OTHER_FIELD
    return _SAME if has_related else _SMALL


def _stories(archive: Archive) -> Iterable[Known]:
    for issue in archive.issues:
        for entry in issue.entries:
            yield Known(
                id=entry.id, headline=entry.headline, where=month_title(issue.month), thread=entry.thread or entry.id
            )
    for entry in archive.candidates:
        yield Known(id=entry.id, headline=entry.headline, where="候補")


def _recent(archive: Archive) -> list[Known]:
    """Give the beginnings of threads that a story of today may continue."""
    entries = [
        Known(id=entry.id, headline=entry.headline, where=month_title(issue.month), thread=entry.id)
        for issue in archive.issues[-_RECENT_ISSUES:]
        for entry in issue.entries
        if entry.thread in {None, entry.id}
    ]
    return entries[::-1][:_MOST_RECENT]


def accept(desk: Desk, request: Request, entry_id: str) -> Response:
    """Move a candidate into an issue; an issue that is not there yet is begun, as the command does."""
    archive = desk.archive()
    entry, path = _candidate(desk, entry_id)
    month = request.value("month") or desk.month_of(entry.announced, archive.newsletter.cut_off)
    if not storage.MONTH.match(month):
        message = "載せる号の書き方が違います。"
        raise UsageError(message)
    section = _section(request.value("section")) if request.value("section") else entry.section
    draft = draft_of(dataclasses.replace(entry, section=section), archive, desk.known())
    following = _next(archive, entry_id)

    def act() -> None:
        if month not in {issue.month for issue in archive.issues}:
            day = desk.day_of(month, archive.newsletter.cut_off)
            storage.save_issue(desk.content, Issue(month=month, published=day))
        accept_draft(desk.content, path, draft, month=month, now=desk.now())

    sentence = f"「{draft.entry.headline}」を{month_title(month)}に載せました"
    _decide(desk, entry_id, sentence, touched_by(desk.content, path, draft, month), act)
    lacks = f"書き足すもの: {'、'.join(draft.missing)}。" if draft.missing else ""
    desk.say(f"{sentence}。{lacks}", href=f"/entries/{entry_id}", label="記事を直す")
    return redirect(f"/candidates?at={following}" if following else f"/issues/{month}")


def refuse(desk: Desk, request: Request, entry_id: str) -> Response:
    """Refuse a candidate with a reason."""
    entry, path = _candidate(desk, entry_id)
    reason = one_line(request.value("reason"))
    if not reason:
        message = "載せない理由を書いてください。記録に残り、同じものは二度と候補になりません。"
        raise UsageError(message)
    following = _next(desk.archive(), entry_id)
    sentence = f"「{entry.headline}」を載せないことにしました"
    _decide(
        desk,
        entry_id,
        sentence,
        (path,),
        lambda: storage.refuse(desk.content, path, reason=reason, now=desk.now()),
    )
    desk.say(f"{sentence}(理由: {reason})。")
    return redirect(f"/candidates?at={following}" if following else "/issues")


def sort(desk: Desk, request: Request, entry_id: str) -> Response:
    """Put a candidate into another section: one line of its file."""
    _, path = _candidate(desk, entry_id)
    section = _section(request.value("section"))
    sentence = f"分類を「{section.number}.{section.label}」に変えました"
    _decide(desk, entry_id, sentence, (path,), lambda: _change(desk, entry_id, section=section))
    return redirect(f"/candidates?at={entry_id}")


def _section(word: str) -> Section:
    try:
        return Section(word)
    except ValueError:
        message = "その分類はありません。"
        raise UsageError(message) from None


def join(desk: Desk, request: Request, entry_id: str) -> Response:
    """Let a candidate continue a thread, or none."""
    _, path = _candidate(desk, entry_id)
    thread = request.value("other").strip() or request.value("thread")
    known = {entry.id: entry for entry in desk.archive().entries}
    if thread and thread not in known:
        message = "その記事はありません。続きものの最初の記事のIDを選んでください。"
        raise UsageError(message)
    first = known[thread].thread or thread if thread else None
    sentence = "続きものにしました" if first else "続きものから外しました"
    _decide(desk, entry_id, sentence, (path,), lambda: _change(desk, entry_id, thread=first))
    return redirect(f"/candidates?at={entry_id}")


def take_back(desk: Desk, request: Request) -> Response:
    """Undo the last decision."""
    del request
    sentence, entry_id = storage.undo(desk.content)
    desk.say(f"元に戻しました: {sentence}")
    return redirect(f"/candidates?at={entry_id}")


def _change(desk: Desk, entry_id: str, **changes: object) -> None:
    document = storage.open_entry(desk.content, entry_id)
    if document is None or document.value is None:
        message = "候補のファイルが読めなくなっています。"
        raise UsageError(message)
    changed: Entry = dataclasses.replace(document.value, **changes)  # type: ignore[arg-type] # fields of Entry
    storage.save_document(desk.content, document, changed)


def _decide(desk: Desk, entry_id: str, sentence: str, paths: Iterable[Path], act: Callable[[], object]) -> None:
    with storage.one_at_a_time(storage.state_folder(desk.content), "decide"):
        touched = [place for path in paths for place in (path, storage.notes_path(path))]
        storage.remember(desk.content, entry_id, sentence, touched, act)


def _candidate(desk: Desk, entry_id: str) -> tuple[Entry, Path]:
    entry = desk.candidate(entry_id)
    path = storage.entry_path(desk.content, entry_id) if entry else None
    if entry is None or path is None:
        message = "この候補はもうありません。ほかの人が先に決めたのかもしれません。"
        raise UsageError(message)
    return entry, path


def _next(archive: Archive, entry_id: str) -> str:
    """Give the candidate below; above, where it was the last."""
    ids = [entry.id for entry in archive.candidates]
    place = ids.index(entry_id)
    return (ids[place + 1 :] + ids[:place][::-1] + [""])[0]


ROUTES = (
    route("GET", "/candidates", show),
    route("POST", "/candidates/{id}/accept", accept),
    route("POST", "/candidates/{id}/refuse", refuse),
    route("POST", "/candidates/{id}/section", sort),
    route("POST", "/candidates/{id}/thread", join),
    route("POST", "/collect", collect_now),
    route("POST", "/undo", take_back),
)
