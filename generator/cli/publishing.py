"""build, gate, serve: from the archive to what may leave the house, and a look at it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import storage
from ..errors import ContentError, GateError, UsageError
from ..model import Archive, Leak, Severity
from .checking import all_findings
from .options import FILE, FOLDER, content_option, json_option
from .output import leak_row, print_json, print_leaks

if TYPE_CHECKING:
    from ..publish.gate import Gate
    from ..publish.pipeline import Published

site_option = click.option(
    "--site-dir", type=FOLDER, default=Path("site"), show_default=True, help="サイトの置き場所。"
)
mail_option = click.option(
    "--mail-dir", type=FOLDER, default=Path("build/mail"), show_default=True, help="メールの置き場所。"
)
config_option = click.option(
    "--config", type=FILE, default=Path("mkdocs.yml"), show_default=True, help="MkDocs の設定。"
)


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build wrote."""

    pages: int
    mails: int
    files: int
    bytes: int
    seconds: float
    warnings: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say it."""
        return (
            f"公開前検査を通りました。サイト{self.pages}ページ、メール{self.mails}号分、"
            f"計{self.files}ファイル({self.bytes / 1e6:.1f}MB)を{self.seconds:.1f}秒で作りました。"
        )


@click.command("build")
@site_option
@mail_option
@content_option
@config_option
@json_option
def build_command(site_dir: Path, mail_dir: Path, content: Path, config: Path, *, as_json: bool) -> None:
    """サイトと全号のメールを作ります。名前が1つでも残っていれば、何も書き換えません。"""
    built = build_into(content, site_dir, mail_dir, config)
    for warning in built.warnings:
        click.echo(f"注意: {warning}", err=True)
    if as_json:
        print_json(dataclasses.asdict(built))
    else:
        click.echo(built.sentence)


def build_into(content: Path, site_dir: Path, mail_dir: Path, config: Path) -> Built:
    """Check, publish, build aside, let the gate read every byte, then swap; either all of it or nothing changes."""
    from ..publish.pipeline import publish

    began = time.monotonic()
    if not config.exists():
        message = f"{config} がありません。mkdocs.yml のあるフォルダで実行してください。"
        raise UsageError(message)
    archive = checked_archive(content)
    published = publish(archive)
    with ExitStack() as stack:
        stack.enter_context(storage.one_at_a_time(storage.state_folder(content), "build"))
        site = stack.enter_context(storage.folder_aside(site_dir))
        mail = stack.enter_context(storage.folder_aside(mail_dir))
        build_pages(config, site, content, published)
        for name, data in published.mail_files().items():
            storage.write_atomic(mail / name, data)
        hashes = _hashes(site, "site") | _hashes(mail, "mail")
        gate = gate_for(archive, content)
        leaks = (*gate.scan_tree(site), *gate.scan_tree(mail))
        report = _report(hashes, leaks, {month: published.digest(month).digest for month in published.mails})
        if leaks:
            storage.write_atomic(mail_dir.parent / "report-refused.json", report)
            raise GateError(leaks)
        storage.swap_folder(mail, mail_dir)
        storage.swap_folder(site, site_dir)
        storage.write_atomic(mail_dir.parent / "report.json", report)
        (mail_dir.parent / "report-refused.json").unlink(missing_ok=True)
    return Built(
        pages=sum(name.endswith(".html") for name in hashes if name.startswith("site/")),
        mails=len(published.mails),
        files=len(hashes),
        bytes=sum(
            path.stat().st_size for folder in (site_dir, mail_dir) for path in folder.rglob("*") if path.is_file()
        ),
        seconds=time.monotonic() - began,
        warnings=tuple(warning for one in published.mails.values() for warning in one.warnings),
    )


def checked_archive(content: Path) -> Archive:
    """Read content/; ContentError with every finding where an error would stop a build."""
    archive, findings = all_findings(content)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if archive is None or errors:
        raise ContentError(errors)
    return archive


def build_pages(config: Path, site: Path, content: Path, published: Published) -> None:
    """Build the site into an empty folder; the gate has not read it yet."""
    from ..mkdocs_plugin import build_site

    pages = content / "pages"
    docs_dir = pages.resolve() if pages.is_dir() else None
    build_site(config, site.resolve(), published.archive, published.site_files(), docs_dir=docs_dir)


def gate_for(archive: Archive, content: Path) -> Gate:
    """Make the gate for an archive, with what editors excused in gate-waivers.yml."""
    from ..publish.pipeline import make_gate

    return make_gate(archive, storage.load_gate_waivers(content))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _hashes(folder: Path, name: str) -> dict[str, str]:
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _report(hashes: Mapping[str, str], leaks: tuple[Leak, ...], issues: Mapping[str, str]) -> bytes:
    """Write the gate's result and the hash of every issue and file: what is approved and sent is compared with it."""
    value = {
        "gate": {"clean": not leaks, "leaks": [leak_row(leak) for leak in leaks]},
        "issues": dict(sorted(issues.items())),
        "files": dict(sorted(hashes.items())),
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


@click.command("gate")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@content_option
@json_option
@click.pass_context
def gate_command(ctx: click.Context, directory: Path, content: Path, *, as_json: bool) -> None:
    """DIR の下の全バイトを、登録されたすべての名前と照らし合わせます。見つかれば終了コード1です。"""
    leaks = gate_for(storage.load_archive(content), content).scan_tree(directory)
    print_leaks(leaks, as_json=as_json)
    ctx.exit(1 if leaks else 0)


@click.command("serve")
@content_option
@config_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="127.0.0.1 のポート。")
def serve_command(content: Path, config: Path, port: int) -> None:
    """サイトとメールを、このパソコンの中だけで見られるようにします。ファイルを保存すると作り直します。

    見せるのは下見で、site/ と build/mail/ には何も書きません。公開するものは build で作ります。
    """
    from .preview import Preview, serve

    with tempfile.TemporaryDirectory(prefix="kawaraban-") as folder:
        serve(Preview(Path(folder), content, config), watched=content, port=port)
