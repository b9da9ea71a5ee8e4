"""The leak gate (公開前検査): reads every byte that would be published, and says no.

    organizations ─ forms ─▶ matching (folding, search, borders, numbers)
                                  │
    bytes ─ views ─▶ texts ─▶  scan ─▶ Leak, less what `waivers` excuse
                                  │
                              structure: links, ids, metadata, unregistered companies, stray files

It reads what will be published, not what was meant to be; no file type is left out.
"""

from .forms import ExactValue, Form, forms_of
from .scan import Gate
from .structure import Surroundings
from .views import Limits
from .waivers import Waiver, context_hash

__all__ = ["ExactValue", "Form", "Gate", "Limits", "Surroundings", "Waiver", "context_hash", "forms_of"]
