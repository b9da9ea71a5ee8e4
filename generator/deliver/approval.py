"""Whether somebody may approve an issue, and whether what is to be sent is still what was approved.

Four eyes: the approver is none of those who wrote it (SAFETY.md 2). It is a rule against haste, not against fraud:
a name is a word, and what gives it weight is the commit in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ..errors import UsageError
from ..model import Approval, IssueDigest, PartDigest
from ..text import fold, one_line


def approve(digest: IssueDigest, *, by: str, writers: Iterable[tuple[str, str]], at: datetime) -> Approval:
    """Bind a name to what was seen; UsageError where the name is that of a writer (name, mail address), or none."""
    name = one_line(by)
    known = tuple(writers)
    if not _key(name):
        raise UsageError("--by に、送る内容を読んで確かめた人の名前を書いてください。")
    if not known:
        raise UsageError("誰が書いたのか分かりません。--writer で書いた人の名前を指定してください(何人でも)。")
    own = [one for one in known if _key(name) in {_key(one[0]), _key(one[1])}]
    if own:
        raise UsageError(
            f"{name} はこの号を書いた人なので、承認できません。書いた人以外が読んで承認してください"
            f"(書いた人: {'、'.join(written for written, _ in known)})。"
        )
    return Approval(
        by=name, at=at, writers=tuple(dict.fromkeys(written or mail for written, mail in known)), approved=digest
    )


def changes(approved: IssueDigest, current: IssueDigest) -> tuple[str, ...]:
    """Say what is different now, entry by entry; empty where everything is as it was approved."""
    if approved == current:
        return ()
    told = [
        *_parts("記事", approved.entries, current.entries),
        *_parts("訂正のメール", approved.corrections, current.corrections),
    ]
    if approved.frame != current.frame:
        told.append("前書き・今月の3点・発行日・newsletter.yml のどれか")
    if [part.id for part in approved.entries] != [part.id for part in current.entries] and not told:
        told.append("記事の並び順")
    if not told:
        told.append("メールの体裁(テンプレートかこのソフトの版)")
    return tuple(told)


def _parts(label: str, approved: Iterable[PartDigest], current: Iterable[PartDigest]) -> Iterator[str]:
    before = {part.id: part.digest for part in approved}
    after = {part.id: part.digest for part in current}
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield f"{label} {name} がなくなりました"
        elif name not in before:
            yield f"{label} {name} が加わりました"
        elif before[name] != after[name]:
            yield f"{label} {name} の内容"


def _key(name: str) -> str:
    """Give what tells names apart: width, case and blanks do not count."""
    return "".join(fold(name).split())
