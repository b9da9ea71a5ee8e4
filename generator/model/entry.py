"""A story as the editors keep it: real names allowed, so it never leaves the house as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Section(StrEnum):
    """The four sections of an issue, in printing order."""

    INCIDENTS = "incidents"
    POLICY = "policy"
    COUNTERMEASURES = "countermeasures"
    OTHER = "other"

    @property
    def number(self) -> int:
        """Its number in the 目次, from 1."""
        return _SECTION_NUMBERS[self]

    @property
    def label(self) -> str:
        """Its title as printed."""
        return _SECTION_LABELS[self]


_SECTION_LABELS = {
    Section.INCIDENTS: "インシデント・脆弱性情報等",
    Section.POLICY: "政策・立法関連",
    Section.COUNTERMEASURES: "対策",
    Section.OTHER: "その他",
}
_SECTION_NUMBERS = {section: number for number, section in enumerate(Section, 1)}


class Role(StrEnum):
    """In what role an organization is spoken of in an entry."""

    VICTIM = "victim"
    VENDOR = "vendor"  # 委託先, maker of a system
    CLIENT = "client"  # 委託元, customer
    SUBSIDIARY = "subsidiary"  # group company
    AUTHORITY = "authority"
    AUTHOR = "author"  # publisher of a report or statement


class Cause(StrEnum):
    """Why it happened; the closed list of FEEDS.md 4."""

    RANSOMWARE = "ransomware"
    UNAUTHORIZED_ACCESS = "unauthorized_access"
    VULNERABILITY = "vulnerability"
    WEB_SKIMMING = "web_skimming"
    PHISHING = "phishing"
    MISCONFIGURATION = "misconfiguration"
    MISDELIVERY = "misdelivery"
    LOSS_THEFT = "loss_theft"
    INSIDER = "insider"
    OUTAGE = "outage"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Its name as printed."""
        return _CAUSE_LABELS[self]


_CAUSE_LABELS = {
    Cause.RANSOMWARE: "ランサムウェア",
    Cause.UNAUTHORIZED_ACCESS: "不正アクセス",
    Cause.VULNERABILITY: "脆弱性",
    Cause.WEB_SKIMMING: "Webサイトの改ざん(カード情報)",
    Cause.PHISHING: "フィッシング・なりすまし",
    Cause.MISCONFIGURATION: "設定の誤り",
    Cause.MISDELIVERY: "誤送信・誤交付",
    Cause.LOSS_THEFT: "紛失・盗難",
    Cause.INSIDER: "内部不正",
    Cause.OUTAGE: "システム障害",
    Cause.OTHER: "その他",
}


class Certainty(StrEnum):
    """How sure the publisher is that these people or records were affected."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    DENIED = "denied"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Its name as printed."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.CONFIRMED: "確認",
    Certainty.POSSIBLE: "可能性",
    Certainty.DENIED: "否定",
    Certainty.UNKNOWN: "不明",
}


class Privacy(StrEnum):
    """How far an anonymized entry is generalized (NAMES.md (a), stricter mode)."""

    NORMAL = "normal"
    STRICT = "strict"


@dataclass(frozen=True, kw_only=True, slots=True)
class Affected:
    """One figure of people or records: 約1,375名の従業員, possible."""

    count: int
    unit: str  # 名 件 人 社 アカウント …
    qualifier: str | None = None  # 約 最大 超 …
    certainty: Certainty = Certainty.UNKNOWN
    who: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """From a day to a day, either may be unknown."""

    start: date | None = None  # `from` in the files: a word that Python keeps for itself
    end: date | None = None  # `to` in the files


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known in figures."""

    cause: Cause | None = None
    affected: tuple[Affected, ...] = ()
    data: tuple[str, ...] = ()  # kinds of data: 氏名, 電話番号 …
    incident: Period | None = None
    effective: date | None = None  # 施行日
    comments_until: date | None = None  # 意見募集の締切
    vulnerabilities: tuple[str, ...] = ()  # CVE, JVN

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is said."""
        return self == Facts()


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """Who is spoken of, and how."""

    organization: str  # id of a file in content/organizations
    role: Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A document that an entry rests on; its link is printed only on an editor's word."""

    url: str | None = None
    title: str
    publisher: str = ""
    feed: str | None = None
    printed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """An editor's word that a rule of `check` does not hold here, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A 訂正: what members read wrongly, put right on a day. The text may hold real names, as all of an entry."""

    day: date  # `date` in the files
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """What the machine proposes about a candidate; an editor has the last word, `accept` removes it."""

    section: str = ""  # a Section, or irrelevant
    confidence: str = ""  # 0.00 to 1.00, as written
    reasons: tuple[str, ...] = ()
    headline: str = ""  # in the digest's form; empty where the feed's own is as good
    alias: str | None = None  # 某通信会社: of the one spoken of
    names: tuple[str, ...] = ()  # spans of the headline that may have to be hidden
    organizations: tuple[str, ...] = ()  # registered organizations that are spoken of
    thread: str | None = None
    related: tuple[str, ...] = ()  # ids of earlier entries and candidates
    evidence: tuple[str, ...] = ()  # "欄: 根拠の文字列 (位置)"
    summary: str = ""  # what the feed said, as plain text, for the editor only
    notes: tuple[str, ...] = ()  # later revisions by the publisher


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One story as the editors keep it."""

    id: str  # YYYY-MM-DD-xxxx: never made from a name, since it stands in page addresses
    section: Section
    announced: date  # 公表日, the day in Japan
    headline: str
    body: tuple[str, ...] = ()
    thread: str | None = None  # id of the thread's first entry
    report: int | None = None  # 第N報
    parties: tuple[Party, ...] = ()
    facts: Facts = field(default_factory=Facts)
    sources: tuple[Source, ...] = ()
    privacy: Privacy | None = None  # None: as newsletter.yml says
    waivers: tuple[Waiver, ...] = ()
    corrections: tuple[Correction, ...] = ()  # oldest first, written by `correct`
    suggestion: Suggestion | None = None  # candidates only
