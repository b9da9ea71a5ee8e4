"""How sure a text is about a figure: confirmed, possible, denied; unknown where it does not say."""

from __future__ import annotations

import re

from generator.model import Certainty

# Looked for in the figure's own sentence, the most careful word first.
_DENIED = re.compile(
    r"(?:漏えい|漏洩|流出|窃取|被害|影響)[^。]{0,16}(?:はな[いくか]|ありません|認められ(?:ず|な)|確認されて(?:おらず|いない)|否定)"
)
_POSSIBLE = re.compile(r"可能性|おそれ|恐れ|疑い|懸念|か(?:$|[、。 (（【\[-])|かもしれ|とみられ|調査中|否定でき")
_CONFIRMED = re.compile(
    r"(?:漏えい|漏洩|流出|紛失|誤送信|誤送付|誤交付|誤配|閲覧|窃取|持ち出|公開|消失|送信|乗っ取|表示)"
    r"(?:し|され|が|を|を?確認|と確定|$|[、。 - (（])|判明|確定|分かった|わかった"
)


def certainty_of(sentence: str) -> Certainty:
    """Say how sure a sentence or headline is about what it counts."""
    if _POSSIBLE.search(sentence):
        return Certainty.POSSIBLE
    if _DENIED.search(sentence):
        return Certainty.DENIED
    return Certainty.CONFIRMED if _CONFIRMED.search(sentence) else Certainty.UNKNOWN
