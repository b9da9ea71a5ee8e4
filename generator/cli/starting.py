"""init: a newsletter of one's own, ready to build."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import click

from .. import storage
from ..errors import ContentError, UsageError
from ..model import Newsletter, Severity
from ..storage.decap import decap_config
from .checking import all_findings
from .options import FOLDER
from .starter.answers import answered, newsletter_of, placeholders
from .starter.carried import IN_WHEEL, carried_files
from .starter.source import Source, source_of

_LAST_CUT_OFF = 28  # every month has it
_HEAD = "# この号が変わっても変わらないこと。ここに書いたことは、サイトとメールにそのまま載ります。\n"
_EMPTY_FOLDERS = ("candidates", "collected", "issues", "organizations")
_OWN = {
    "gitignore.txt": ".gitignore",
    "README.md": "README.md",
    "pre-commit-config.yml": ".pre-commit-config.yaml",
}


@click.command("init")
@click.argument("directory", type=FOLDER, metavar="DIR")
@click.option("--title", help="誌名。")
@click.option("--publisher", help="発行者(法律で表示が必要)。")
@click.option("--postal-address", help="発行者の住所(法律で表示が必要)。")
@click.option("--contact-name", help="問い合わせの窓口。")
@click.option("--contact-email", help="問い合わせのメールアドレス。")
@click.option("--mail-from", help="差出人のメールアドレス。")
@click.option("--site-url", help="サイトのアドレス。")
@click.option("--opt-out", help="配信停止の宛先(https のアドレスか mailto:)。")
@click.option("--description", help="サイトの短い説明。")
@click.option("--cut-off", type=click.IntRange(1, _LAST_CUT_OFF), default=25, show_default=True, help="締切日。")
@click.option(
    "--from",
    "--package",
    "package",
    envvar="KAWARABAN_SOURCE",
    metavar="SOURCE",
    help="このソフトの入手先(requirements.txt に書きます)。git+https://…、wheel、フォルダ、kawaraban==1.0 など。"
    "なければ、いま動いているものと同じ(環境変数 KAWARABAN_SOURCE でも指定できます)。",
)
@click.option("--yes", is_flag=True, help="何も尋ねません(端末でなければ、いつもそうです)。")
def init_command(directory: Path, cut_off: int, package: str | None, *, yes: bool, **given: str | None) -> None:
    """自分たちの月刊誌を DIR に始めます。答えのないところは仮の値にし、それがあるうちは「見本」とします。"""
    if directory.exists() and any(path.name != ".git" for path in directory.iterdir()):
        message = f"{directory} は空ではありません。新しいフォルダを指定してください。"
        raise UsageError(message)
    answers = answered(given, None if yes or not _is_terminal() else _ask)
    newsletter = newsletter_of(answers, cut_off=cut_off)
    _refuse_bad_answers(newsletter)
    source = source_of(package, resource_root())
    for path, data in _files(newsletter, source).items():
        storage.write_atomic(directory / path, data)
        if path.suffix == ".sh":
            (directory / path).chmod(0o755)
    _, findings = all_findings(directory / "content")
    if findings:
        raise ContentError(findings)
    _say(directory, placeholders(answers), source.note)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _ask(question: str, default: str) -> str:
    answer: str = click.prompt(question, default=default)
    return answer


def _refuse_bad_answers(newsletter: Newsletter) -> None:
    """Say what `check` would say, before anything is written."""
    from ..model import Archive
    from ..review.pipeline import check

    errors = [remark for remark in check(Archive(newsletter=newsletter)) if remark.severity is Severity.ERROR]
    if errors:
        raise UsageError(" ".join(f"{'.'.join(map(str, one.path))}: {one.message}{one.advice}" for one in errors))


def _files(newsletter: Newsletter, source: Source) -> Mapping[Path, bytes]:
    """Give everything that a new newsletter has, by path."""
    root = resource_root()
    own = resources.files("generator.cli.starter") / "own"
    files = {path: (root / path).read_bytes() for path in carried_files(root)}
    files |= {Path(target): (own / name).read_bytes() for name, target in _OWN.items()}
    readme = files[Path("README.md")].decode()
    files[Path("README.md")] = readme.replace("{title}", newsletter.title).encode()
    files |= {Path("content", folder, ".gitkeep"): b"" for folder in _EMPTY_FOLDERS}
    files[Path("content/newsletter.yml")] = (_HEAD + storage.emit(newsletter)).encode()
    files[Path("admin/config.yml")] = decap_config((), repository="OWNER/NAME").encode()
    files[Path("requirements.txt")] = f"{source.line}\n".encode()
    return files | dict(source.files)


def resource_root() -> Path:
    """Give the folder of the carried files: in the installed package, else this repository."""
    package = Path(str(resources.files("generator")))
    installed = package.parent / IN_WHEEL
    return installed if installed.is_dir() else package.parent


def _say(directory: Path, missing: tuple[str, ...], note: str) -> None:
    click.echo(f"{directory} に月刊誌を作りました。")
    if note:
        click.echo(note)
    if missing:
        click.echo(f"まだ仮の値です(「見本」と表示されます): {'、'.join(missing)}")
        click.echo("content/newsletter.yml を書き直したら、sample: true の行を消してください。")
    click.echo(f"次: cd {directory} && git init && kawaraban build && kawaraban serve")
    click.echo("content/ には実名が入ります。リポジトリは非公開にしてください。")
