"""Sums of money in a text: damages, fines, special losses; never a count of people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .lazy import regex
from .numerals import NUMBER, parse_number
from .sieve import Needed
from .width import same_width


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """One sum in whole units of its currency."""

    value: int
    currency: str  # ISO 4217: JPY USD EUR GBP KRW CNY
    text: str  # as in the text, with 約, 超 …
    start: int  # offset in the text as given


_CURRENCIES = {
    "円": "JPY",
    "米ドル": "USD",
    "ドル": "USD",
    "ユーロ": "EUR",
    "ポンド": "GBP",
    "ウォン": "KRW",
    "人民元": "CNY",
    "元": "CNY",
}
# Accounts write thousands and millions: 125,934千円, 3,500百万円. 元 is also 「former」.
_AMOUNT = (
    rf"(?:(?:最大|約|およそ|計|総額|合計|被害額) ?)*(?P<number>{NUMBER}) ?"
    r"(?P<unit>米ドル|ドル|ユーロ|ポンド|ウォン|人民元|円|元(?![社職従交役年]))(?:超|余り?|以上|弱|強|程度)?"
)
# Each begins with a set of letters, which is looked for quickly; as alternatives of one they would not be.
_ANY_WRITTEN = r"[\d万億兆千百十〇一二三四五六七八九] ?(?:米ドル|ドル|ユーロ|ポンド|ウォン|人民元|円|元)"
_ANY_SIGNED = r"[¥$€£]\d"
_SIGN = r"(?P<sign>[¥$€£])(?P<number>\d[\d,]*(?:\.\d+)?)(?: ?(?P<scale>[KMB]|million|billion)\b)?"
_SIGNS = {"¥": "JPY", "$": "USD", "€": "EUR", "£": "GBP"}
_MARKS = Needed((*_CURRENCIES, *_SIGNS))
_SCALES = {"K": 10**3, "M": 10**6, "million": 10**6, "B": 10**9, "billion": 10**9}


@lru_cache(maxsize=8)  # asked for by several steps in turn, of the same headline
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Give the sums of money of a text, in its order."""
    plain = same_width(text)
    if not _MARKS.is_in(plain) or not (regex(_ANY_WRITTEN).search(plain) or regex(_ANY_SIGNED).search(plain)):
        return ()
    found = [_written(text, match) for match in regex(_AMOUNT).finditer(plain)]
    found += [_signed(text, match) for match in regex(_SIGN).finditer(plain)]
    return tuple(sorted((amount for amount in found if amount), key=lambda amount: amount.start))


def _written(text: str, match: re.Match[str]) -> Amount | None:
    value = parse_number(match["number"])
    return _amount(text, match, value, _CURRENCIES[match["unit"]]) if value is not None else None


def _signed(text: str, match: re.Match[str]) -> Amount:
    value = float(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    return _amount(text, match, round(value), _SIGNS[match["sign"]])


def _amount(text: str, match: re.Match[str], value: int, currency: str) -> Amount:
    return Amount(value=value, currency=currency, text=text[match.start() : match.end()], start=match.start())
