"""What an import proposes to a person: organizations behind 某…, and the words around an issue. Papers, not content.

They lie outside content/, where nothing is read: a proposal can be wrong or unfinished without stopping anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..language.stand_ins import StandIn, find_stand_ins, kind_of
from ..model import Entry, Issue, Organization, Printed, Role
from ..storage import emit
from ..storage.digest import Imported
from ..text import month_title, one_line

FRAME_PAPER = "newsletter-proposal.yml"

_HEAD = """\
# 組織の提案({title}) ―― このファイルは読み込まれません。登録もまだされていません。
#
# 取り込んだ号の本文にある「某…」ごとに、機械が種類と業種を推し量ったものです。実際の名前は、号からは分かりません。
# 1. name に正式名称を書き(分からなければ、その組織は登録しません)、種類・業種を確かめる
# 2. その組織の部分だけを content/organizations/半角の名前.yml として保存する
# 3. 下に挙げた記事のファイルに parties を書き足す
# 同じ「某…」が別の組織を指すこともあります。記事ごとに確かめてください。
"""

_NAMED_HEAD = """\
# 提案です。{title}に名前で載っている組織です(記事 {entries})。
# 今後も名前を載せてよければ、種類と綴りを確かめ、半角の名前を付けて content/organizations/ へ移してください。
# 登録するまでは、check か build がこの名前を指摘します。
"""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One 某… of an issue, and where it stands."""

    stand_in: StandIn
    entries: tuple[Entry, ...]

    @property
    def role(self) -> Role:
        """What it probably is in these entries: the one spoken of, where a headline names it."""
        headed = any(self.stand_in.alias in entry.headline for entry in self.entries)
        return Role.VICTIM if headed else Role.CLIENT

    @property
    def row(self) -> dict[str, object]:
        """Give it for a program."""
        return {
            "alias": self.stand_in.alias,
            "kind": self.stand_in.kind.value,
            "industry": self.stand_in.industry,
            "sure": self.stand_in.sure,
            "role": self.role.value,
            "entries": [entry.id for entry in self.entries],
        }


def propose(issue: Issue) -> tuple[Proposal, ...]:
    """Give one proposal for each 某… of an issue, in order of first mention."""
    found: dict[str, StandIn] = {}
    entries: dict[str, list[Entry]] = {}
    for entry in issue.entries:
        for stand_in in (one for text in (entry.headline, *entry.body) for one in find_stand_ins(text)):
            found.setdefault(stand_in.alias, stand_in)
            if entry not in entries.setdefault(stand_in.alias, []):
                entries[stand_in.alias].append(entry)
    return tuple(Proposal(stand_in=one, entries=tuple(entries[alias])) for alias, one in found.items())


def proposal_files(imported: Imported, proposals: Iterable[Proposal], *, frame: bool) -> Mapping[str, str]:
    """Write the papers, by file name; `frame`: also one about newsletter.yml, where it says something else."""
    issue = imported.issue
    organizations = [_HEAD.format(title=month_title(issue.month)), *map(_organization, proposals)]
    files = {"organizations-proposal.yml": "\n".join(organizations), **_named(imported)}
    paper = "\n".join(_frame(imported)) if frame else ""
    return files | ({FRAME_PAPER: paper} if paper else {})


def _organization(proposal: Proposal) -> str:
    stand_in = proposal.stand_in
    lines = [f"# ―― {stand_in.alias} ――"]
    if not stand_in.sure:
        lines.append("# 語の終わりが確かではありません。本文を見て直してください。")
    lines += [f"# 記事 {entry.id} {one_line(entry.headline)}" for entry in proposal.entries]
    lines += [
        f"# 記事に書き足す行: parties: [{{organization: 半角の名前, role: {proposal.role.value}}}]",
        "name: # 正式名称を書いてください",
        f"kind: {stand_in.kind.value}",
        f"industry: {stand_in.industry}",
        f"alias: {stand_in.alias}",
        "",
    ]
    return "\n".join(lines)


def _named(imported: Imported) -> Mapping[str, str]:
    """Write a complete file for each organization that the digest itself names: an editor moves it, or does not."""
    entries: dict[str, list[str]] = {}
    for name, entry_id in imported.named:
        entries.setdefault(name, []).append(entry_id)
    files = {}
    for number, (name, ids) in enumerate(entries.items(), 1):
        title = month_title(imported.issue.month)
        organization = Organization(
            id=f"named-{number:02}",
            name=name,
            kind=kind_of(name),
            printed=Printed.YES,
            reason=f"{title}に、この名前で載っているため",
        )
        head = _NAMED_HEAD.format(title=title, entries="、".join(ids))
        files[f"organizations/{organization.id}.yml"] = head + emit(organization)
    return files


def _frame(imported: Imported) -> list[str]:
    """Write greeting and footer for newsletter.yml."""
    lines: list[str] = []
    for key, texts in (("greeting", imported.greeting), ("footer", imported.footer)):
        if texts is not None:
            lines += [f"{key}:", *(f"- {_quoted(text)}" for text in texts)]
    if not lines:
        return []
    head = (
        "# newsletter.yml のための提案です。このファイルは読み込まれません。\n"
        "# 取り込んだ号のあいさつと末尾です。今後も同じなら、content/newsletter.yml の同じ項目と置き換えてください\n"
        "# (kawaraban import に --frame を付けると、取り込むときに置き換えます)。"
    )
    return [head, *lines, ""]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
