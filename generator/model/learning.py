"""learned.yml: what editors' past decisions taught, in words that an editor can read, change and strike out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedWord:
    """A word of headlines that speaks for a section (or irrelevant) more than the house's rules say."""

    word: str
    section: str  # a Section, or irrelevant
    strength: int  # 1 to 3
    right: int  # decisions with this word that went to this section
    of: int  # decisions with this word


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedFeed:
    """A feed whose items went to another section than its usual one."""

    feed: str
    section: str
    strength: int
    right: int
    of: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedIndustry:
    """An end of names that tells a business, by the organizations that editors registered."""

    part: str
    industry: str
    right: int
    of: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """All that was learned; empty where nothing was, or where editors struck it out."""

    words: tuple[LearnedWord, ...] = ()
    feeds: tuple[LearnedFeed, ...] = ()
    industries: tuple[LearnedIndustry, ...] = ()
