"""Companies that stand in a text with their legal form, and that nobody registered.

Legal forms by themselves (株式会社における) and the titles of laws (有限会社法) are no names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.language import industries

from ..data import rows

# Every alternative begins with a letter of its own: re looks for these letters first, six times sooner.
_FORMS = (
    "株式会社|有限会社|合同会社|合名会社|合資会社|相互会社|学校法人|医療法人社団|医療法人財団|社会医療法人|医療法人|社会福祉法人|宗教法人"
    "|弁護士法人|税理士法人|監査法人|特許業務法人|一般社団法人|一般財団法人|公益社団法人|公益財団法人|社団法人|財団法人"
    "|認定NPO法人|NPO法人|ＮＰＯ法人|認定特定非営利活動法人|特定非営利活動法人"
    "|農業協同組合(?:連合会)?|漁業協同組合(?:連合会)?|生活協同組合(?:連合会)?|消費生活協同組合|事業協同組合|信用協同組合|協同組合(?:連合会)?"
    "|㈱|㈲|㍿|" + "|".join(rf"\({form}[)）]|（{form}[)）]" for form in "株有同")
)
_NAME = r"[一-鿿々㐀-䶿豈-龎ァ-ヺーｦ-ﾟA-Za-zＡ-Ｚａ-ｚ0-9０-９&＆・.\-]"
_FORM = re.compile(_FORMS)
_BEHIND = re.compile(rf"[ 　]?([「『]?(?:{_NAME}{{2,30}}|[ぁ-ゖー]{{2,10}}))")
_BEFORE = re.compile(rf"({_NAME}{{2,30}})[ 　]?$")
# ひばり株式会社, ひばり堂株式会社: no letter stands before the hiragana, or it would be the end of a word
_HIRAGANA_BEFORE = re.compile(rf"(?<![ぁ-ゖ])(?<!{_NAME})((?P<kana>[ぁ-ゖー]{{2,10}}){_NAME}{{0,2}})[ 　]?$")
_FIRST_OF_NAME = re.compile(_NAME)
_REACH = 32  # characters before a form in which a name stands
_ENGLISH = re.compile(
    r"\b((?:[A-Z][\w&'-]*[ ]){1,5})"
    r"(?:Co\.?,? ?Ltd\.?|Inc\.?|Corporation|Corp\.?|K\.K\.|Ltd\.?|LLC|GmbH|Holdings|Limited|PLC)(?![\w])"
)
_ANY_FORM = ("会社", "法人", "協同組合", "㈱", "㈲", "㍿", "株)", "株）", "有)", "有）", "同)", "同）")
_ANY_ENGLISH = ("Ltd", "Inc", "Corp", "K.K.", "LLC", "GmbH", "Holdings", "Limited", "PLC")
_LAW = re.compile("(?:法|法律|法施行令|法施行規則|政令|省令|法等|整備法)(?:$|[案等])|法(?!人)")
# The grammar that follows a legal form used as a word. A particle by itself is none: とんぼ, ねこや.
_PARTICLES = "[のはもにとでやへかなだらよね]"
_GRAMMAR_WORDS = (
    "また|および|ならび|など|から|より|まで|として|という|です|ます|する|した|して|され|さん|ほか|その|この|あるいは|もしくは|ただし|ごと|だけ|のみ"
    "|ほど|くらい|つい"
)
_BEHIND_PARTICLES = (
    "ある|あり|あっ|あれ|いう|いえ|いっ|いた|いる|いず|おい|おけ|おこな|かか|かぎ|きわ|こと|これ|さら|しか|しな|しろ|すぎ|すべ|すれ|せよ|せず|そう"
    "|それ|そこ|ため|つき|つい|とっ|とき|とも|どう|どの|なお|ない|なく|なり|なる|なっ|なれ|なら|なけ|ほぼ|まず|もの|もと|もっ|もう|ゆえ|よう|より"
    "|よっ|よる|よれ|れる|あた|うち|なか|とどま"
)
_GRAMMAR = re.compile(
    rf"(?:{_GRAMMAR_WORDS}|[がを]|{_PARTICLES}{{1,3}}(?:{_GRAMMAR_WORDS}|{_BEHIND_PARTICLES})|(?:{_PARTICLES}|[がを])+$)"
)
_GRAMMAR_BEFORE = re.compile(
    rf"(?:{_GRAMMAR_WORDS}|{_BEHIND_PARTICLES}|{_PARTICLES}|[がをれりるたいてくんうし]|たとえば|いわゆる|なかでも|しかし|それぞれ|すなわち"
    "|つまり|あらゆる|みなし|おもに)+"
)
_WORDS_BEHIND = re.compile(
    "(?:等|及|並|又|若|以外|以上|以下|各社|各位|全体|全般|向け|制度|形態|組織|化|連合会|中央会|設立|登記|役員|理事|監事|評議員|会計|運営|経営|関係|関連|"
    "代表|取締役|株主|社員|従業員|職員|法|法人|一般|数|名|内|間|側|共通|固有|所管|所轄|立|附属|在籍|発行|方式|型|A社|B社|C社|某)"
)
_WORDS_BEFORE = re.compile(
    "(?:某|上場|非上場|設置|特例|種類|一人|完全|親|子|関連|各|両|同|当|該|本|旧|他|民間|大手|外資系|地方|国内|国外|海外|外国|大|小|中小|閉鎖|公開|非公開|"
    "特定|認定|公認|都市|機関|等|及|又|並|A|B|C|X|Y|業種|製造|販売|通信|運営|管理|委託|受託|対象|出資|持分|投資|有限|責任|業|系|型|会社|法人|一般|公益)$"
)


_COUNT = re.compile("[0-9０-９]+(?:件|社|名|団体|組織|$)")


class Companies:
    """Finds them, but for the names that are printed."""

    def __init__(self, printed: Iterable[str]) -> None:
        self._printed = tuple(_key(name) for name in printed)

    def find(self, text: str, file: str) -> Iterator[tuple[str, int]]:
        """Give name with legal form, and offset."""
        if any(form in text for form in _ANY_FORM):
            yield from self._japanese(text)
        if any(form in text for form in _ANY_ENGLISH) and not _is_theme(file):
            for match in _ENGLISH.finditer(text):
                if not self._is_printed(match[0]):
                    yield match[0], match.start()

    def _japanese(self, text: str) -> Iterator[tuple[str, int]]:
        for form in _FORM.finditer(text):
            ahead = text[max(0, form.start() - _REACH) : form.start()]
            behind = _BEHIND.match(text, form.end())
            if behind and _is_alias(ahead, behind[0]):
                behind = None
            if behind and _is_name_behind(behind[1].lstrip("「『")) and not self._is_printed(form[0] + behind[0]):
                yield form[0] + behind[0], form.start()
            before = _hiragana_before(ahead) or _BEFORE.search(ahead)
            if before and _is_name_before(before[1], text, form.end()) and not self._is_printed(before[0] + form[0]):
                yield before[0] + form[0], form.start() - len(before[0])

    def _is_printed(self, name: str) -> bool:
        key = _key(name)
        return any(key in known or known in key for known in self._printed if known)


def _is_alias(ahead: str, behind: str) -> bool:
    """「某学校法人 設定の誤り」: an alias, and behind the space of a headline what it is about."""
    return ahead.endswith(("某", "同")) and behind[0].isspace()


def _is_name_behind(name: str) -> bool:
    """Tell whether it may be a name: not grammar, a common word, a law, a count, or the next business of a list."""
    if _GRAMMAR.match(name) or _WORDS_BEHIND.match(name) or _LAW.search(name) or _COUNT.match(name):
        return False
    return not name.startswith(industries.printed_words())


def _hiragana_before(text: str) -> re.Match[str] | None:
    match = _HIRAGANA_BEFORE.search(text)
    return (
        None if match and (_GRAMMAR_BEFORE.fullmatch(match["kana"]) or match["kana"][-1] in "のがをにでへ") else match
    )


def _is_name_before(name: str, text: str, end: int) -> bool:
    if _FIRST_OF_NAME.match(text, end) or text[end : end + 2] == "の法":
        return False  # the name stands behind its form, or it is the title of a law
    return not (
        _WORDS_BEFORE.search(name)
        or name.startswith(("某", "同", "当", "各"))
        or name.isdigit()
        or _COUNT.fullmatch(name)
    )


def _is_theme(file: str) -> bool:
    return any(file.startswith(row[0]) for row in rows("theme_folders"))


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
