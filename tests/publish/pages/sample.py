"""Builders of public values: only what a test speaks of has to be said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from generator.model import (
    Affected,
    Cause,
    Certainty,
    Contact,
    Facts,
    Newsletter,
    PublicArchive,
    PublicCorrection,
    PublicEntry,
    PublicHighlight,
    PublicIssue,
    PublicSource,
    PublicThread,
    Removal,
    Section,
)


def newsletter(**changes) -> Newsletter:
    values = {
        "title": "月刊かわら版",
        "publisher": "一般社団法人見本協会",
        "postal_address": "〒000-0000 見本県見本市1-1",
        "contact": Contact(name="編集部", email="desk@kawaraban.example"),
        "opt_out": "https://kawaraban.example/stop",
        "site_url": "https://kawaraban.example/news/",
        "mail_from": "news@kawaraban.example",
        "description": "経営者のためのサイバーリスク月報",
    }
    return Newsletter(**{**values, **changes})


def entry(entry_id="2026-10-19-q7mk", **changes) -> PublicEntry:
    values = {
        "id": entry_id,
        "section": Section.INCIDENTS,
        "announced": date.fromisoformat(entry_id[:10]),
        "headline": "某通信会社 不正アクセスによる個人情報の漏えいの可能性",
        "body": ("某通信会社は10月19日、同社のサーバへの不正アクセスを公表した。",),
        "facts": Facts(),
    }
    return PublicEntry(**{**values, **changes})


def issue(month="2026-10", entries=(), **changes) -> PublicIssue:
    year, number = map(int, month.split("-"))
    values = {
        "month": month,
        "published": date(year, number, 28),
        "preface": (),
        "highlights": (),
        "entries": tuple(entries),
    }
    return PublicIssue(**{**values, **changes})


def archive(*issues, **changes) -> PublicArchive:
    """Make an archive of issues, with the threads that their entries declare."""
    threads = defaultdict(list)
    for one in issues:
        for story in one.entries:
            threads[story.thread or story.id].append(story)
    values = {
        "newsletter": newsletter(),
        "issues": tuple(issues),
        "threads": tuple(PublicThread(id=key, entries=tuple(found)) for key, found in threads.items()),
    }
    return PublicArchive(**{**values, **changes})


def large_archive(months=14, a_month=20, **changes) -> PublicArchive:
    """Make an archive of many months in which every kind of fact, section and thread appears."""
    return archive(*(_full_issue(number, a_month) for number in range(months)), newsletter=newsletter(**changes))


def complete_archive() -> PublicArchive:
    """Make an archive for which every kind of page is made, with a correction and something taken away."""
    given = large_archive(months=14, sample=True, site_url="https://kawaraban.example/")
    newest = given.issues[-1]
    corrections = (PublicCorrection(day=newest.published, text="本文の件数は、正しくは1,375件でした。"),)
    changed = replace(newest, entries=(replace(newest.entries[0], corrections=corrections), *newest.entries[1:]))
    removals = (
        Removal(issue="2026-10", entry="2026-10-05-gone", day=newest.published, reason="公表が取り消されたためです。"),
        Removal(issue="2025-09", day=newest.published, reason="試験的に発行した号のためです。"),
    )
    return replace(given, issues=(*given.issues[:-1], changed), removals=removals)


_INDUSTRIES = ("通信会社", "食品製造販売会社", "情報処理会社", "共済組合", "自動車製造会社")
_SECTIONS = (*(Section.INCIDENTS,) * 11, *(Section.POLICY,) * 4, *(Section.COUNTERMEASURES,) * 3, *(Section.OTHER,) * 2)
_HEADLINES = {
    Section.INCIDENTS: "某{industry} {cause}による個人情報の漏えいの可能性",
    Section.POLICY: "見本省 重要インフラの安全管理に関する指針(第{n}版)の改定案への意見募集を開始",
    Section.COUNTERMEASURES: "見本機構 委託先の管理に使えるチェックリスト第{n}集を公表",
    Section.OTHER: "見本大学 サイバー保険の加入状況についての調査{n}を公表",
}


def _full_issue(number, a_month) -> PublicIssue:
    month = f"{2025 + (number + 9) // 12}-{(number + 9) % 12 + 1:02}"
    entries = tuple(_full_entry(number, month, position, a_month) for position in range(a_month))
    highlights = tuple(PublicHighlight(text=f"{e.headline}が公表されました。", entry=e.id) for e in entries[:3])
    preface = ("今月も、他社の教訓になる出来事が続きました。委託先の管理を見直す機会としてお読みください。",)
    return issue(month, entries, highlights=highlights, preface=preface)


def _full_entry(number, month, position, a_month) -> PublicEntry:
    section = _SECTIONS[position % len(_SECTIONS)]
    cause = list(Cause)[(position * 7 + number) % len(Cause)]
    industry = _INDUSTRIES[(position + number) % len(_INDUSTRIES)]
    incident = section is Section.INCIDENTS
    first = f"2025-10-{1 + position % 27:02}-{_letters(0, position)}"
    follows = incident and position % 5 == 0
    return entry(
        f"{month}-{1 + position % 27:02}-{_letters(number, position)}",
        section=section,
        headline=_HEADLINES[section].format(industry=industry, cause=cause.label, n=number * a_month + position)
        + (f"(第{number + 1}報)" if follows else ""),
        body=tuple(
            _BODY[(position + k) % len(_BODY)].format(industry=industry, n=number + 100 * position) for k in range(3)
        ),
        facts=_full_facts(number, position, cause) if incident else _dates(section, month),
        sources=(
            PublicSource(title=f"見本資料{number}-{position}", publisher="見本省", url="https://www.mihon.go.example/"),
        )
        if not incident
        else (),
        thread=first if follows else None,
        report=number + 1 if follows else None,
        industry=industry if incident else None,
    )


_BODY = (
    "某{industry}は、同社のサーバが外部から不正アクセスを受け、顧客の個人情報が漏えいした可能性があると公表した。対象は最大{n}件で、氏名、住所、電話番号が含まれるという。",
    "同社によると、委託先の担当者が使っていた遠隔接続装置の修正が遅れていたことが原因とみられる。同社は装置の利用を止め、外部の専門機関に調査を依頼している。",
    "クレジットカード情報は含まれておらず、現時点で不正な利用は確認されていないとしている。同社は対象となる方に個別に連絡し、専用の問い合わせ窓口を設けた。",
    "再発を防ぐため、同社は多要素認証の導入を前倒しし、委託先を含めた点検を半年ごとに行うとしている。",
)


def _full_facts(number, position, cause) -> Facts:
    certainty = list(Certainty)[(number + position) % 4]
    return Facts(
        cause=cause,
        affected=(
            Affected(count=1000 + 37 * position + number, unit="名", qualifier="約", certainty=certainty, who="顧客"),
        ),
        data=("氏名", "電話番号", "メールアドレス")[: 1 + number % 3],
        vulnerabilities=(f"CVE-2026-{10000 + position}",) if cause is Cause.VULNERABILITY else (),
    )


def _dates(section, month) -> Facts:
    year = int(month[:4])
    return (
        Facts(comments_until=date(year + 1, 1, 15), effective=date(year + 1, 4, 1))
        if section is Section.POLICY
        else Facts()
    )


def _letters(number, position) -> str:
    return "".join(
        chr(97 + (number * 31 + position * 7 + k * (position + 3)) % 26) for k in range(2)
    ) + f"{number:x}{position:x}"[-2:].zfill(2)
