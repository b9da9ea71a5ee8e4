"""Where an issue stands on its way out: approved, approved but changed since, sent; and why it is not sent now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import storage
from ..deliver.approval import changes
from ..errors import GeneratorError
from ..model import Approval, Issue, Sent
from ..publish.pipeline import publish
from ..text import japan_day, japanese_date, month_title
from .state import Desk

# What the commands say, in the words of the desk's buttons.
_WORDS = (
    ("kawaraban build を実行し", "「作る」を押し"),
    ("build して、もう一度", "「作る」を押し、もう一度"),
    ("最後の build のあとで", "最後に作ったあとで"),
    ("最後の build は", "最後に作ったものは"),
)
_APPROVE = re.compile(r"kawaraban approve \S+ --by 名前")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An issue's approval and sending; `changed`: what is different from what was approved."""

    approval: Approval | None
    changed: tuple[str, ...]
    sent: Sent | None

    @property
    def is_approved(self) -> bool:
        """Whether what would be sent now is what was approved."""
        return self.approval is not None and not self.changed

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        if self.sent is not None:
            return "送信が終わっています" if self.sent.finished else "送信が始まっています"
        if self.approval is None:
            return "まだ承認されていません"
        if self.changed:
            return f"承認のあとで変わりました: {'、'.join(self.changed)}"
        return f"{self.approval.by} さんが承認しました"


def standing_of(desk: Desk, issue: Issue) -> Standing:
    """Give how far an issue is; what would be sent is made once for the files as they are."""
    approval = storage.load_approval(desk.content, issue.month)
    sent = storage.load_sent(desk.content, issue.month)
    told: tuple[str, ...] = ()
    if approval is not None and sent is None:
        told = desk.once(f"changed {issue.month}", lambda: _changed(desk, issue, approval))
    return Standing(approval=approval, changed=told, sent=sent)


def _changed(desk: Desk, issue: Issue, approval: Approval) -> tuple[str, ...]:
    archive = desk.archive()
    titles = {entry.id: entry.headline for entry in (*archive.candidates, *archive.entries)}
    try:
        return changes(approval.approved, publish(archive).digest(issue.month), titles)
    except GeneratorError as error:
        return (f"いまは作れません({error})",)


def refusal_to_send(desk: Desk, issue: Issue) -> str:
    """Say why an issue is not sent now; empty where the desk knows of nothing (the command looks again)."""
    standing = standing_of(desk, issue)
    title = month_title(issue.month)
    if standing.sent is not None:
        return ""
    if standing.approval is not None and standing.changed:
        return (
            f"{standing.approval.by} さんの承認のあとで変わったため、送れません。変わったもの: "
            f"{'、'.join(standing.changed)}。「作る」を押し、もう一度承認を受けてください。"
        )
    if issue.published > japan_day(desk.now()):
        return (
            f"{title}の発行日({japanese_date(issue.published)})はまだ先です。"
            "早めて送るのであれば、「号全体」の発行日を直し、承認し直してください。"
        )
    return ""


def in_desk_words(text: str) -> str:
    """Give a command's refusal with the desk's buttons in place of other commands."""
    for word, other in _WORDS:
        text = text.replace(word, other)
    return _APPROVE.sub("「承認する」の欄で承認してください。", text)
