"""Whether somebody may approve an issue, and whether what is to be sent is still what was approved.

Four eyes: the approver is none of those who wrote it (SAFETY.md 2). It is a rule against haste, not against fraud:
a name is a word, and what gives it weight is the commit in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ..errors import UsageError
from ..model import Approval, IssueDigest, PartDigest
from ..text import fold, one_line


def approve(
    digest: IssueDigest,
    *,
    by: str,
    writers: Iterable[tuple[str, str]],
    at: datetime,
    here: tuple[str, str] = ("", ""),
) -> Approval:
    """Bind a name to what was seen; UsageError where the name is that of a writer (name, mail address), or none.

    `here`: whom git takes the one at this machine for; a writer who types another's name is a writer still.
    """
    name = one_line(by)
    known = tuple(writers)
    if not _key(name):
        raise UsageError("--by に、送る内容を読んで確かめた人の名前を書いてください。")
    if not known:
        raise UsageError("誰が書いたのか分かりません。--writer で書いた人の名前を指定してください(何人でも)。")
    if is_writer(here, known):
        raise UsageError(
            f"このパソコンで作業している {one_line(here[0] or here[1])} は、この号を書いた人です。"
            "ほかの人の名前を書いても承認できません。承認する人が、自分のパソコン(または自分のアカウント)で承認してください。"
        )
    if is_writer((name, ""), known):
        raise UsageError(
            f"{name} はこの号を書いた人なので、承認できません。書いた人以外が読んで承認してください"
            f"(書いた人: {'、'.join(written for written, _ in known)})。"
        )
    return Approval(
        by=name, at=at, writers=tuple(dict.fromkeys(written or mail for written, mail in known)), approved=digest
    )


def is_writer(person: tuple[str, str], writers: Iterable[tuple[str, str]]) -> bool:
    """Whether a person (name, mail address) is one of the writers, by either."""
    own = {_key(one) for one in person} - {""}
    return any(own & {_key(one) for one in writer} for writer in writers)


def changes(approved: IssueDigest, current: IssueDigest, titles: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Say what is different now, entry by entry; empty where everything is as it was approved.

    `titles`: headlines by the ids of entries; an entry without one is called by its id.
    """
    if approved == current:
        return ()
    told = [
        *_parts("記事", approved.entries, current.entries, titles or {}),
        *_parts("訂正のメール", approved.corrections, current.corrections, titles or {}),
    ]
    if approved.frame != current.frame:
        told.append("前書き・今月の3点・発行日・newsletter.yml のどれか")
    if [part.id for part in approved.entries] != [part.id for part in current.entries] and not told:
        told.append("記事の並び順")
    if not told:
        told.append("メールの体裁(テンプレートかこのソフトの版)")
    return tuple(told)


def _parts(
    label: str, approved: Iterable[PartDigest], current: Iterable[PartDigest], titles: Mapping[str, str]
) -> Iterator[str]:
    before = {part.id: part.digest for part in approved}
    after = {part.id: part.digest for part in current}
    for name in dict.fromkeys((*before, *after)):
        said = f"{label}「{titles[name]}」" if name in titles else f"{label} {name} "
        if name not in after:
            yield f"{said}がなくなりました"
        elif name not in before:
            yield f"{said}が加わりました"
        elif before[name] != after[name]:
            yield f"{said}の内容"


def _key(name: str) -> str:
    """Give what tells names apart: width, case and blanks do not count."""
    return "".join(fold(name).split())
