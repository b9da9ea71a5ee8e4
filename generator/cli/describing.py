"""schema: what may stand in each YAML file, for the programs that editors write with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from .. import storage
from ..storage.decap import decap_config
from ..storage.handbook import with_tables
from ..storage.schema import editor_settings, json_text, schema_files
from .options import FILE, FOLDER, content_option
from .reference import with_commands


@click.command("schema")
@click.option("--directory", type=FOLDER, default=Path("schemas"), show_default=True, help="JSON Schema の置き場所。")
@click.option("--settings", type=FILE, metavar="FILE", help="VS Code の設定(.vscode/settings.json)も書きます。")
@click.option("--decap", type=FILE, metavar="FILE", help="Decap/Sveltia CMS の設定(admin/config.yml)も書きます。")
@click.option("--repository", default="OWNER/NAME", show_default=True, help="--decap に書くリポジトリ。")
@click.option(
    "--backend", type=click.Choice(["github", "gitlab"]), default="github", show_default=True, help="その置き場所。"
)
@click.option(
    "--handbook", "handbooks", type=FILE, metavar="FILE", multiple=True, help="手引きの表も書き直します(印の間だけ)。"
)
@click.option("--check", is_flag=True, help="何も書かず、古いものがあれば終了コード1で知らせます。")
@content_option
@click.pass_context
def schema_command(  # noqa: PLR0913, PLR0917 -- click hands over each option by its name
    ctx: click.Context,
    directory: Path,
    settings: Path | None,
    decap: Path | None,
    repository: str,
    backend: str,
    handbooks: tuple[Path, ...],
    content: Path,
    *,
    check: bool,
) -> None:
    """YAML ファイルの書き方を、エディタの補完と検査のために JSON Schema で書き出します。"""
    files = {directory / name: text for name, text in schema_files().items()}
    if settings is not None:
        files[settings] = json_text(editor_settings())
    if decap is not None:
        files[decap] = decap_config(_months(content), repository=repository, backend=backend)
    for handbook in handbooks:
        files[handbook] = with_commands(with_tables(handbook.read_text("utf-8")), _group(ctx))
    changed = _changed(files)
    for path in changed:
        if not check:
            storage.write_atomic(path, files[path].encode())
        click.echo(
            f"{path} {'が古くなっています。kawaraban schema で作り直してください。' if check else 'を書きました。'}"
        )
    if not changed:
        click.echo("すべて最新です。")
    ctx.exit(1 if check and changed else 0)


def _group(ctx: click.Context) -> click.Group:
    """Give the group that all commands belong to."""
    group = ctx.find_root().command
    if not isinstance(group, click.Group):
        message = "schema is not called as a part of kawaraban"
        raise TypeError(message)
    return group


def _months(content: Path) -> list[str]:
    return [path.parent.name for path in content.glob("issues/*/issue.yml") if storage.MONTH.match(path.parent.name)]


def _changed(files: Mapping[Path, str]) -> list[Path]:
    return [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
