"""export: the site as plain Markdown, for any other site engine."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import storage
from ..errors import GateError, UsageError
from .options import FOLDER, content_option
from .publishing import checked_archive, gate_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..publish.pipeline import Published


@click.command("export")
@click.argument("directory", type=FOLDER, metavar="DIR")
@content_option
def export_command(directory: Path, content: Path) -> None:
    """サイトと同じ内容を、ほかの生成ツールで使える Markdown で、公開前検査のうえ DIR に書き出します。"""
    from ..publish.pipeline import publish

    if directory.resolve() in (content.resolve(), *content.resolve().parents):
        message = f"{directory} には書き出せません。中身は置き換わるので、書き出し専用のフォルダを指定してください。"
        raise UsageError(message)
    archive = checked_archive(content)
    files = _files(publish(archive), content / "pages")
    with ExitStack() as stack:
        stack.enter_context(storage.one_at_a_time(storage.state_folder(content), "export"))
        aside = stack.enter_context(storage.folder_aside(directory))
        for name, data in files.items():
            storage.write_atomic(aside / name, data)
        leaks = gate_for(archive, content).scan_tree(aside)
        if leaks:
            raise GateError(leaks)
        storage.swap_folder(aside, directory)
    click.echo(f"{directory} に{len(files)}ファイルを書き出しました。拡張は attr_list、def_list、tables を使います。")


def _files(published: Published, pages: Path) -> Mapping[str, bytes]:
    from ..publish.pages import read_glossary, site_pages
    from ..publish.pages.markdown import markdown_files

    standing = {path.name: path.read_bytes() for path in sorted(pages.glob("*.md"))}
    glossary = standing.get("glossary.md", b"").decode()
    made = markdown_files(site_pages(published.archive, read_glossary(glossary)), standing)
    return {**published.site_files(), **standing, **made}
