"""What the gate costs: `python tests/benchmarks/bench_gate.py` (a minute); figures beside a naive loop in the same run.

Goals: search 50 MB/s and more with 10,000 forms; a site of 5 MB end to end in 2 s; 20,000 forms in 400 MB.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from generator.model import Organization, OrganizationKind
from generator.publish.gate import Gate, Surroundings
from generator.publish.gate.folding import Folding
from generator.publish.gate.forms import forms_of
from generator.publish.gate.search import Patterns

_KANJI = "霧峰燁凪灯沢渡原薄荷坂柱夜砂辺境圏発条硝子里鉱泉玄岩武佐鍛冶雲蔵谷帆遊蓮久我譲悠斗玲音昴椛楓樺"
_KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワガギグゲゴダデドバビブベボ"
)
_SYLLABLES = (
    "ka",
    "ki",
    "ku",
    "ke",
    "ko",
    "sa",
    "so",
    "ta",
    "to",
    "na",
    "ni",
    "no",
    "ma",
    "mi",
    "mo",
    "ra",
    "ri",
    "yo",
)
_SENTENCE = (
    "某通信会社は10月19日、サーバへの不正アクセスにより約1,375名の個人情報が漏えいした可能性があると公表した。"
    "同社は委託先の担当者に対する教育を徹底するなど、再発防止に努めるとしている。"
)


def organizations(count: int) -> list[Organization]:
    """Invent organizations with all kinds of names."""
    draw = random.Random(3)  # noqa: S311 - invented names
    found = []
    for number in range(count):
        kanji = "".join(draw.choices(_KANJI, k=draw.randint(2, 4)))
        katakana = "".join(draw.choices(_KATAKANA, k=draw.randint(4, 7)))
        latin = "".join(draw.choices(_SYLLABLES, k=5))
        found.append(
            Organization(
                id=f"o{number}",
                name=f"株式会社{kanji}{katakana}",
                kind=OrganizationKind.COMPANY,
                other_names=(kanji + "商会",),
                kana=(katakana,),
                english=(f"{latin.title()} Co., Ltd.",),
                domains=(f"{latin}.example",),
                identifiers=(f"03-{draw.randint(1000, 9999)}-{draw.randint(1000, 9999)}",),
            )
        )
    return found


def site(size: int) -> dict[str, bytes]:
    """Make a site and its mails of about this many bytes, as the newsletter has them."""
    navigation = "".join(
        f'<li class="md-nav__item"><a href="/2026/{k:02}/" class="md-nav__link">2026年{k}月号</a></li>'
        for k in range(1, 13)
    )
    entry = f'<h3 id="2026-10-19-q7mk">某通信会社 不正アクセス&nbsp;(第三報)</h3>\n<p>{_SENTENCE * 2}</p>\n'
    page = f'<!DOCTYPE html><html lang="ja"><body><nav><ul>{navigation}</ul></nav>{entry * 60}</body></html>'.encode()
    head = "From: desk@kawaraban.example\nSubject: =?utf-8?B?44GL44KP44KJ54mI?=\nMIME-Version: 1.0\n\n"
    mail = (head + _SENTENCE * 100).encode()
    index = (
        '{"docs":[' + ",".join(f'{{"location":"a/{k}","text":"{_SENTENCE}"}}' for k in range(2000)) + "]}"
    ).encode()
    files = {"search/search_index.json": index}
    for number in range(max(1, (size - len(index)) // (len(page) + len(mail)))):
        files[f"2026/{number}/index.html"] = page.replace(b"q7mk", f"q{number:03}".encode())
        files[f"mail/{number}.eml"] = mail.replace(b"From", f"X-Number: {number}\nFrom".encode())
    return files


def timed(work: Callable[[], object]) -> float:
    """Measure processor seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def say(text: str) -> None:
    """Write a line."""
    sys.stdout.write(text + "\n")


def bench_search(text: str) -> None:
    """Search alone: the automaton, and a loop over the same forms."""
    folding = Folding()
    forms = [folding.heavy(form.text) for o in organizations(1000) for form in forms_of(o)][:10_000]
    patterns = Patterns(form.encode() for form in forms)
    data = folding.heavy(text).encode()
    megabytes = len(data) / 1e6
    say(f"search, {len(forms)} forms: {megabytes / timed(lambda: patterns.find(data)):.0f} MB/s")
    part = data[:200_000]
    coded = [form.encode() for form in forms]
    say(f"naive loop, the same forms: {0.2 / timed(lambda: [form for form in coded if form in part]):.2f} MB/s")
    for name, fold in (("light", folding.light), ("heavy", folding.heavy)):
        say(f"folding, {name}: {len(text.encode()) / 1e6 / timed(lambda fold=fold: fold(text)):.0f} MB/s")


def main() -> None:
    """Print the figures."""
    bench_search(_SENTENCE * 20_000)
    around = Surroundings(own_addresses=frozenset({"desk@kawaraban.example"}))
    for count in (650, 1300, 2000):
        start = time.process_time()
        gate = Gate(organizations(count), surroundings=around)
        made = time.process_time() - start
        say(f"\n{gate.size} forms: made in {made:.2f} s")
        for size in (5_000_000, 50_000_000) if count == 2000 else (5_000_000,):
            files = site(size)
            total = sum(map(len, files.values())) / 1e6
            leaks: list[object] = []
            seconds = timed(lambda: leaks.extend(gate.scan_files(files)))  # noqa: B023 - called at once
            what = f"site and mails of {total:.1f} MB in {len(files)} files"
            say(f"{what}: {seconds:.2f} s, {len(leaks)} findings; with the making {made + seconds:.2f} s")
        say(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
