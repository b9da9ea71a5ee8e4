"""learn: what editors' past decisions teach, shown first, kept only when asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import storage
from ..model import Archive, CollectedItem, Feed, Outcome, Section
from .options import content_option, feeds_option, json_option
from .output import print_json

if TYPE_CHECKING:
    from ..language.learn import Decision, Lesson

_IRRELEVANT = "irrelevant"
# A story that was refused because it is there already says nothing about whether it is for the newsletter.
_KNOWN_ALREADY = ("重複", "既に", "すでに", "同じ", "掲載済", "まとめ")
_LABELS = {**{section.value: section.label for section in Section}, _IRRELEVANT: "対象外"}
_MOST_SHOWN = 30


@click.command("learn")
@click.option("--apply", "is_applied", is_flag=True, help="提案を content/learned.yml に書きます。")
@feeds_option
@json_option
@content_option
def learn_command(content: Path, feeds: Path, *, is_applied: bool, as_json: bool) -> None:
    """これまでの採用・見送りから、区分・対象・業種の提案を改める案を作ります。

    まず、過去の判断のどれが変わっていたかを示します。--apply を付けるまで、何も変わりません。
    """
    from ..language.learn import learn

    archive = storage.load_archive(content)
    sources = {feed.id: feed for feed in storage.load_feeds(feeds)} if feeds.exists() else {}
    lesson = learn(decisions(archive, storage.load_collected(content), sources), archive.organizations)
    if as_json:
        print_json(dataclasses.asdict(lesson))
    else:
        _show(lesson)
    if is_applied:
        changed = storage.save_learned(content, lesson.learned)
        place = (content / "learned.yml").as_posix()
        click.echo(f"{place} に書きました。" if changed else f"{place} は変わりません。", err=True)
    elif not as_json:
        click.echo("\nまだ何も変えていません。取り入れるには --apply を付けてください。")


def decisions(archive: Archive, rows: tuple[CollectedItem, ...], feeds: dict[str, Feed]) -> Iterator[Decision]:
    """Give what editors decided: accepted entries with their section, refusals as irrelevant."""
    from ..language.learn import Decision

    sections = {entry.id: entry.section.value for entry in archive.entries}
    for row in rows:
        chosen = _chosen(row, sections)
        if chosen and row.title:
            feed = feeds.get(row.feed)
            usual = feed.section.value if feed and feed.section else None
            source = feed.title if feed else ""
            yield Decision(title=row.title, chosen=chosen, feed=row.feed, source=source, usual=usual)


def _chosen(row: CollectedItem, sections: dict[str, str]) -> str | None:
    if row.outcome is Outcome.ACCEPTED:
        return sections.get(row.entry)
    if row.outcome is Outcome.REFUSED and not any(word in row.note for word in _KNOWN_ALREADY):
        return _IRRELEVANT
    return None


def _show(lesson: Lesson) -> None:
    if not lesson.decisions:
        click.echo("採用・見送りの記録がまだありません。")
        return
    click.echo(
        f"{lesson.decisions}件の判断のうち、今の提案が合っていたのは{lesson.right_before}件、"
        f"学んだあとは{lesson.right_after}件です。"
    )
    click.echo("\n【変わっていた判断】" if lesson.changed else "\n変わっていた判断はありません。")
    for one in lesson.changed[:_MOST_SHOWN]:
        mark = "○" if one.is_better else "×"
        click.echo(f"{mark} {_LABELS[one.before]} → {_LABELS[one.after]}: {one.decision.title}")
    if len(lesson.changed) > _MOST_SHOWN:
        click.echo(f"  ほか{len(lesson.changed) - _MOST_SHOWN}件(--json で全て見られます)")
    _show_learned(lesson)


def _show_learned(lesson: Lesson) -> None:
    learned = lesson.learned
    if learned.words or learned.feeds or learned.industries:
        click.echo("\n【学ぶこと】")
    for word in learned.words:
        said = f"「{word.word}」 → {_LABELS[word.section]}"
        click.echo(f"{said} (強さ{word.strength}。この語のある判断{word.of}件のうち{word.right}件)")
    for feed in learned.feeds:
        said = f"フィード {feed.feed} → {_LABELS[feed.section]}"
        click.echo(f"{said} (強さ{feed.strength}。判断{feed.of}件のうち{feed.right}件)")
    for industry in learned.industries:
        click.echo(f"名前の終わりの「{industry.part}」 → {industry.industry} (登録された組織{industry.right}件)")
