"""A digest as it was mailed (text) -> an issue of our own, so that an association can bring its back numbers.

    letters (bytes -> text) | layout (text -> blocks, by their marks) | story (a block -> a story) | issue (-> values)

The digest has no marks that tell a source line from a paragraph: such things are read by their shape, and every line
that no rule knows is a finding with its number. Nothing is guessed in silence, and nothing is left out in silence.
"""

from .issue import Imported, to_issue
from .layout import Digest, read_digest
from .letters import decode_letters
from .story import Story

__all__ = ["Digest", "Imported", "Story", "decode_letters", "read_digest", "to_issue"]
