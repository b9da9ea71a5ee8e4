"""保存: what was changed, in words; saved with git, and exchanged with the others where there is a shared place."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from http import HTTPStatus

from .. import storage
from ..errors import GeneratorError, UsageError
from ..storage import Conflict, Repository, Version
from ..text import one_line
from .changes import Change, changes_in_words, message_of, title_of
from .render import page
from .state import Desk
from .web import Request, Response, redirect, route


def show(desk: Desk, request: Request) -> Response:
    """Show what changed since the last save."""
    del request
    return _page(desk, storage.find_repository(desk.content))


def save(desk: Desk, request: Request) -> Response:
    """Save all changes; then take in what others saved and hand ours out, where there is a shared place."""
    repository = storage.find_repository(desk.content)
    if repository is None:
        message = "このフォルダは git で管理されていないため、保存の記録は残せません(ファイルは書き込まれています)。"
        raise UsageError(message)
    author = one_line(request.value("author"))
    changes = _words(desk, repository)
    note = one_line(request.value("note"))
    message = f"{note}\n\n{message_of(changes)}" if note else message_of(changes)
    is_saved = repository.save(message, author=author)
    if not repository.has_remote:
        desk.say("保存しました。" if is_saved else "保存するものはありませんでした。")
        return redirect("/saving")
    done = repository.exchange(_choices(request), author=author)
    if done.conflicts:
        return _page(desk, repository, conflicts=done.conflicts, author=author, status=HTTPStatus.CONFLICT)
    if done.taken:
        desk.say(f"ほかの人の保存 {done.taken}回分を取り込みました。")
    if done.trouble:
        desk.say(
            f"このパソコンには保存しました。{done.trouble}つながってから、もう一度「保存する」を押してください。",
            tone="bad",
        )
    else:
        desk.say("保存し、共有の場所に送りました。" if is_saved else "共有の場所と同じになりました。")
    return redirect("/saving")


def keep(desk: Desk) -> None:
    """Save and exchange without a question, where git knows who works here; a trouble is said on the next page."""
    repository = storage.find_repository(desk.content)
    if repository is None or not repository.author:
        return
    try:
        repository.save(message_of(_words(desk, repository)))
        if repository.has_remote:
            _say_exchange(desk, repository)
    except GeneratorError as error:
        desk.say(f"記録の保存と共有ができませんでした。「保存」のページで行ってください。{error}", tone="bad")


def take_in(desk: Desk) -> None:
    """Take in what others saved: what a desk does when it is opened."""
    repository = storage.find_repository(desk.content)
    if repository is None or not repository.has_remote:
        return
    try:
        _say_exchange(desk, repository)
    except GeneratorError as error:
        desk.say(f"ほかの人の保存をまだ取り込めません。{error}", tone="bad")


def _say_exchange(desk: Desk, repository: Repository) -> None:
    done = repository.exchange()
    if done.conflicts:
        desk.say(
            "ほかの人も同じところを変えていました。どちらを残すかを選んでください。",
            tone="bad",
            href="/saving",
            label="保存のページへ",
        )
    elif done.trouble:
        desk.say(f"{done.trouble}つながってから「保存」のページで保存してください。", tone="bad")
    elif done.taken:
        desk.say(f"ほかの人の保存 {done.taken}回分を取り込みました。")


def _choices(request: Request) -> dict[str, Version]:
    """Read which version the editor chose for each file in conflict."""
    paths = {name.removeprefix("path."): value for name, value in request.form if name.startswith("path.")}
    chosen = {name.removeprefix("choice."): value for name, value in request.form if name.startswith("choice.")}
    return {
        path: Version(chosen[number])
        for number, path in paths.items()
        if chosen.get(number) in {version.value for version in Version}
    }


def _words(desk: Desk, repository: Repository) -> tuple[Change, ...]:
    content = desk.content.resolve()

    def now(path: str) -> str | None:
        try:
            return (content / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    return changes_in_words(repository.changes(), saved=repository.saved_text, now=now)


def _page(
    desk: Desk,
    repository: Repository | None,
    *,
    conflicts: Sequence[Conflict] = (),
    author: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    changes = _words(desk, repository) if repository else ()
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.group, []).append(change)
    return page(
        desk,
        "saving.html",
        title="保存",
        here="saving",
        status=status,
        is_kept=repository is not None,
        groups=groups,
        records_only=bool(repository and not changes and repository.changes()),
        author=author or (repository.author if repository else ""),
        knows_author=bool(repository and repository.author),
        has_remote=bool(repository and repository.has_remote),
        conflicts=[(one, title_of(one.path, one.mine, one.theirs), _marked(one)) for one in conflicts],
    )


def _marked(conflict: Conflict) -> tuple[list[tuple[bool, str]], list[tuple[bool, str]]]:
    """Give both versions by lines, each line with whether it differs from the other version."""
    mine = (conflict.mine or "").splitlines()
    theirs = (conflict.theirs or "").splitlines()
    same_mine: set[int] = set()
    same_theirs: set[int] = set()
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        same_mine.update(range(block.a, block.a + block.size))
        same_theirs.update(range(block.b, block.b + block.size))
    return (
        [(number not in same_mine, line) for number, line in enumerate(mine)],
        [(number not in same_theirs, line) for number, line in enumerate(theirs)],
    )


ROUTES = (
    route("GET", "/saving", show),
    route("POST", "/saving", save),
)
