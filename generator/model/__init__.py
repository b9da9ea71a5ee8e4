"""The words of the house as frozen values.

Feed, FeedItem, CollectedItem      what comes from outside
Entry, Organization                what editors keep (real names)
Newsletter, Issue, Archive         the newsletter
PublicEntry, PublicIssue …         what members read (aliases only)
Finding, Remark, Leak              what checks say
"""

from .entry import (
    Affected,
    Cause,
    Certainty,
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
from .newsletter import Archive, Contact, Highlight, Issue, Newsletter
from .organization import Organization, OrganizationKind, Printed
from .public import PublicArchive, PublicEntry, PublicHighlight, PublicIssue, PublicSource, PublicThread

__all__ = [
    "Affected",
    "Archive",
    "Cause",
    "Certainty",
    "CollectedItem",
    "Contact",
    "Entry",
    "Facts",
    "Feed",
    "FeedFormat",
    "FeedItem",
    "FeedKey",
    "Finding",
    "Highlight",
    "Issue",
    "Leak",
    "ListPage",
    "Newsletter",
    "Organization",
    "OrganizationKind",
    "Outcome",
    "Party",
    "Period",
    "Printed",
    "Privacy",
    "PublicArchive",
    "PublicEntry",
    "PublicHighlight",
    "PublicIssue",
    "PublicSource",
    "PublicThread",
    "Relevance",
    "Remark",
    "Role",
    "Section",
    "Severity",
    "Source",
    "Suggestion",
    "Waiver",
]
