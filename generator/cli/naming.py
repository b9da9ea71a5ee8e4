"""names, takedown: what an organization goes by, and what it takes to name it no more."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .. import storage
from ..errors import UsageError
from ..model import Archive, Organization, Printed
from ..storage.revise import revise
from .options import FILE, content_option, json_option
from .output import print_json
from .publishing import build_into

# The fields of an organization that hold a list of names; `add` writes into one of them.
NAME_FIELDS = ("other_names", "kana", "english", "brands", "domains", "people", "identifiers", "places")

_SHOWN = 3  # suggestions for each organization, where all organizations are listed


@click.group("names")
def names_command() -> None:
    """登録された組織の呼び名を並べ、足りないものを提案し、足します。"""


@names_command.command("list")
@click.argument("organization", required=False)
@content_option
@json_option
def list_command(organization: str | None, content: Path, *, as_json: bool) -> None:
    """組織と、検査で探す名前をすべて並べます。"""
    archive = storage.load_archive(content)
    chosen = [_organization(archive, organization)] if organization else list(archive.organizations)
    if as_json:
        print_json([dataclasses.asdict(one) for one in chosen])
        return
    for one in chosen:
        click.echo(click.style(f"{one.id}  {one.name}", bold=True) + f"  ({one.kind.value}{_printed(one)})")
        for field in NAME_FIELDS:
            if values := getattr(one, field):
                click.echo(f"    {field}: {' / '.join(values)}")


def _printed(one: Organization) -> str:
    return f"、{one.alias or one.industry}" if one.alias or one.industry else ""


@names_command.command("suggest")
@click.argument("organization", required=False)
@content_option
@json_option
def suggest_command(organization: str | None, content: Path, *, as_json: bool) -> None:
    """まだ書かれていない呼び名(略称・ローマ字・法人格を除いた形など)を提案します。

    組織を書かなければ、組織ごとに3つまでを並べます。
    """
    from ..language.forms_suggest import suggest_names
    from ..publish.gate.romaji import to_romaji

    archive = storage.load_archive(content)
    chosen = [_organization(archive, organization)] if organization else list(archive.organizations)
    rows = [(one.id, suggestion) for one in chosen for suggestion in suggest_names(one, to_romaji)]
    if as_json:
        print_json([{"organization": name, **dataclasses.asdict(row)} for name, row in rows])
        return
    if organization:
        for name, row in rows:
            click.echo(f"{name}: {row.field} に「{row.name}」({row.reason})")
        click.echo("足すには: kawaraban names add 組織 --field 項目 呼び名")
        return
    for one in chosen:
        names = [row.name for name, row in rows if name == one.id]
        more = f" ほか{len(names) - _SHOWN}件" if len(names) > _SHOWN else ""
        if names:
            click.echo(f"{one.id} {one.name}: {' / '.join(names[:_SHOWN])}{more}")
    click.echo(f"あわせて{len(rows)}件。1つの組織の全部と足し方: kawaraban names suggest 組織")


@names_command.command("add")
@click.argument("organization")
@click.argument("names", nargs=-1, required=True)
@click.option("--field", type=click.Choice(NAME_FIELDS), default="other_names", show_default=True, help="足す項目。")
@content_option
def add_command(organization: str, names: tuple[str, ...], field: str, content: Path) -> None:
    """組織のファイルに呼び名を足します(ほかの行とコメントは変えません)。"""
    one = _organization(storage.load_archive(content), organization)
    known = getattr(one, field)
    new = tuple(dict.fromkeys(name for name in names if name not in known))
    if not new:
        click.echo("どれも既に書かれています。")
        return
    changes: dict[str, Any] = {field: (*known, *new)}
    _rewrite(content, dataclasses.replace(one, **changes))
    click.echo(f"{one.id} の {field} に {'、'.join(new)} を足しました。kawaraban check と build で確かめてください。")


@click.command("takedown")
@click.argument("organization")
@click.option("--reason", default="本人の申出のため", show_default=True, help="伏せる理由(組織のファイルに残ります)。")
@click.option("--apply", "applying", is_flag=True, help="実際に変えます(付けなければ、変わる所を見せるだけ)。")
@click.option("--config", type=FILE, default=Path("mkdocs.yml"), show_default=True, help="MkDocs の設定。")
@content_option
def takedown_command(organization: str, reason: str, config: Path, content: Path, *, applying: bool) -> None:
    """組織の名前を全号で伏せます。変わる所を見せ、--apply で変え、公開前検査で確かめます。"""
    from ..publish.takedown import takedown

    archive = storage.load_archive(content)
    one = _organization(archive, organization)
    changes = takedown(archive, organization, reason)
    for change in changes:
        where = f"{change.month} {change.entry} {'.'.join(str(step) for step in change.place)}".replace("  ", " ")
        click.echo(f"{where}\n  - {change.before}\n  + {change.after}")
    if not changes:
        click.echo(f"{one.name} の名前は、どの号にも出ていません(既に伏せられています)。")
        return
    click.echo(f"{len(changes)}か所が変わります。")
    if not applying:
        click.echo("変えるには --apply を付けてください。")
        return
    _rewrite(content, dataclasses.replace(one, printed=Printed.ALIAS, reason=reason))
    with tempfile.TemporaryDirectory() as folder:  # the gate stops here, and the published site stays as it is
        build_into(content, Path(folder) / "site", Path(folder) / "build" / "mail", config)
    click.echo(f"{one.id} を伏せました。公開前検査で、名前が残っていないことを確かめました。")
    click.echo("公開中のものを入れ替えるには kawaraban build を実行してください。配信済みのメールは取り戻せません。")


def _organization(archive: Archive, name: str) -> Organization:
    found = [one for one in archive.organizations if name in set(_every_name(one))]
    if len(found) == 1:
        return found[0]
    message = f"組織「{name}」は登録されていません。kawaraban names list で一覧を見てください。"
    if found:
        message = f"「{name}」は {'、'.join(one.id for one in found)} のどれですか。ファイル名で指定してください。"
    raise UsageError(message)


def _every_name(one: Organization) -> Iterator[str]:
    yield from (one.id, one.name, *one.other_names)


def _rewrite(content: Path, one: Organization) -> None:
    path = content / "organizations" / f"{one.id}.yml"
    storage.write_atomic(path, revise(path.read_text("utf-8"), one, file=path.as_posix()).encode())
