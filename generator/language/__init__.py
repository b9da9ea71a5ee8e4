"""What a Japanese headline says, read by rules: offline, on one core, in under a millisecond.

    analyze: title ──▶ sections | names | counts causes reports | dates amounts data_items vulnerabilities ──▶ Analysis
                                                                                     related ──▶ earlier items
    prefill: title, summary, day ──▶ facts (each with evidence) | headlines | threads, parties, alias ──▶ a candidate
    learn: editors' decisions ──▶ hints for sections, ends of names for industries
    progress: facts of two reports ──▶ what changed      overlap: a text against its source's fingerprint
    evaluate (imported by itself): labelled headlines ──▶ figures with their intervals

The steps stand on `width` (one normal form, same offsets), `numerals` and `lexicon` (the word lists under data/). Every
finding keeps its words and their place in the text as given. All of it proposes; an editor decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..late import late

if TYPE_CHECKING:
    from .amounts import Amount, find_amounts
    from .analyze import Analysis, analyze_item, analyze_lines, item_of
    from .causes import FoundCause, find_cause
    from .counts import Count, find_counts
    from .data_items import DataItem, find_data_items
    from .dates import DateMention, DateRole, find_dates
    from .names import Name, find_names
    from .related import Index, Item, Match, rank_related
    from .reports import Report, find_report
    from .sections import Proposal, propose_section
    from .vulnerabilities import Vulnerability, find_vulnerabilities

# A module is loaded when one of its names is asked for: whoever compares two reports need not know how dates are found.
_MODULES = {
    "amounts": ("Amount", "find_amounts"),
    "analyze": ("Analysis", "analyze_item", "analyze_lines", "item_of"),
    "causes": ("FoundCause", "find_cause"),
    "counts": ("Count", "find_counts"),
    "data_items": ("DataItem", "find_data_items"),
    "dates": ("DateMention", "DateRole", "find_dates"),
    "names": ("Name", "find_names"),
    "related": ("Index", "Item", "Match", "rank_related"),
    "reports": ("Report", "find_report"),
    "sections": ("Proposal", "propose_section"),
    "vulnerabilities": ("Vulnerability", "find_vulnerabilities"),
}

__all__ = [
    "Amount",
    "Analysis",
    "Count",
    "DataItem",
    "DateMention",
    "DateRole",
    "FoundCause",
    "Index",
    "Item",
    "Match",
    "Name",
    "Proposal",
    "Report",
    "Vulnerability",
    "analyze_item",
    "analyze_lines",
    "find_amounts",
    "find_cause",
    "find_counts",
    "find_data_items",
    "find_dates",
    "find_names",
    "find_report",
    "find_vulnerabilities",
    "item_of",
    "propose_section",
    "rank_related",
]

__getattr__ = late(__name__, _MODULES)
