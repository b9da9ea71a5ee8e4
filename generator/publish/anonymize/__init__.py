"""From the archive with real names to the archive that members read.

    archive: all names found at once  ->  aliases (one book for all months)  ->  stories: each entry
    stories: cast and words (scene, roles)  ->  mask: each text  ->  words, grammar: each mention

Past this package only PublicEntry exists: no renderer can print a name that it never gets.
"""

from .archive import anonymize, preview

__all__ = ["anonymize", "preview"]
