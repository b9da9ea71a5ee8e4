"""The words of the house as frozen values.

Feed, FeedItem, CollectedItem      what comes from outside
Entry, Organization                what editors keep (real names)
Newsletter, Issue, Archive         the newsletter; Removal: what is no longer in it
PublicEntry, PublicIssue …         what members read (aliases only)
Finding, Remark, Leak              what checks say
Learned                            what editors' decisions taught
IssueDigest, Approval, Sent        what was approved and sent
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..late import late

if TYPE_CHECKING:
    from .delivery import Approval, IssueDigest, PartDigest, Sent, Tally
    from .entry import (
        Affected,
        Cause,
        Certainty,
        Correction,
        Entry,
        Facts,
        Party,
        Period,
        Privacy,
        Role,
        Section,
        Source,
        Suggestion,
        Waiver,
    )
    from .feed import CollectedItem, Feed, FeedFormat, FeedItem, FeedKey, ListPage, Outcome, Relevance
    from .finding import Finding, Leak, Remark, Severity
    from .learning import Learned, LearnedFeed, LearnedIndustry, LearnedWord
    from .newsletter import Archive, Contact, Highlight, Issue, Newsletter, Removal
    from .organization import Organization, OrganizationKind, Printed
    from .public import (
        PublicArchive,
        PublicCorrection,
        PublicEntry,
        PublicHighlight,
        PublicIssue,
        PublicSource,
        PublicThread,
    )

# A module is loaded when one of its names is asked for: half a millisecond a value, and no command needs all 39.
_MODULES = {
    "delivery": ("Approval", "IssueDigest", "PartDigest", "Sent", "Tally"),
    "entry": (
        "Affected",
        "Cause",
        "Certainty",
        "Correction",
        "Entry",
        "Facts",
        "Party",
        "Period",
        "Privacy",
        "Role",
        "Section",
        "Source",
        "Suggestion",
        "Waiver",
    ),
    "feed": ("CollectedItem", "Feed", "FeedFormat", "FeedItem", "FeedKey", "ListPage", "Outcome", "Relevance"),
    "finding": ("Finding", "Leak", "Remark", "Severity"),
    "learning": ("Learned", "LearnedFeed", "LearnedIndustry", "LearnedWord"),
    "newsletter": ("Archive", "Contact", "Highlight", "Issue", "Newsletter", "Removal"),
    "organization": ("Organization", "OrganizationKind", "Printed"),
    "public": (
        "PublicArchive",
        "PublicCorrection",
        "PublicEntry",
        "PublicHighlight",
        "PublicIssue",
        "PublicSource",
        "PublicThread",
    ),
}

__all__ = [
    "Affected",
    "Approval",
    "Archive",
    "Cause",
    "Certainty",
    "CollectedItem",
    "Contact",
    "Correction",
    "Entry",
    "Facts",
    "Feed",
    "FeedFormat",
    "FeedItem",
    "FeedKey",
    "Finding",
    "Highlight",
    "Issue",
    "IssueDigest",
    "Leak",
    "Learned",
    "LearnedFeed",
    "LearnedIndustry",
    "LearnedWord",
    "ListPage",
    "Newsletter",
    "Organization",
    "OrganizationKind",
    "Outcome",
    "PartDigest",
    "Party",
    "Period",
    "Printed",
    "Privacy",
    "PublicArchive",
    "PublicCorrection",
    "PublicEntry",
    "PublicHighlight",
    "PublicIssue",
    "PublicSource",
    "PublicThread",
    "Relevance",
    "Remark",
    "Removal",
    "Role",
    "Section",
    "Sent",
    "Severity",
    "Source",
    "Suggestion",
    "Tally",
    "Waiver",
]

__getattr__ = late(__name__, _MODULES)
