"""approval.yml, sent.yml and the as-sent copy beside an issue, and the folder of ledgers that is not in git.

    content/issues/YYYY-MM/approval.yml                 who approved which bytes
    content/issues/YYYY-MM/sent.yml                     the sending of the issue
    content/issues/YYYY-MM/sent/message.eml …           exactly what went out, and the approval of it
    content/issues/YYYY-MM/sent/correction-….yml .eml   a correction mail, the same way
    .state/                                             ledgers, suppressions, the key: addresses of members

The second folder must survive `make clean` and may not be in git: whoever loses it does not know any more who has had
the mail. sent.yml, which is in git, then bars a second sending.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from ..errors import ContentError
from ..model import Approval, Sent
from .decode import decode_as
from .emit import emit
from .files import write_atomic
from .strict import Report, compose, read_text

T = TypeVar("T")


def delivery_folder(content: Path) -> Path:
    """Give the folder of ledgers, suppressions and the key; it is made with its first file."""
    return content.resolve().parent / ".state"


def secure_delivery_folder(content: Path) -> Path:
    """Give the same folder, made if need be, and closed to other users of the machine."""
    folder = delivery_folder(content)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def load_approval(content: Path, month: str, *, as_sent: bool = False) -> Approval | None:
    """Read an issue's approval, or the one it was sent under; None where there is none; ContentError else."""
    folder = _issue(content, month) / "sent" if as_sent else _issue(content, month)
    return _load(Approval, folder / "approval.yml")


def save_approval(content: Path, month: str, approval: Approval) -> Path:
    """Write an issue's approval in place of an earlier one."""
    path = _issue(content, month) / "approval.yml"
    write_atomic(path, emit(approval).encode())
    return path


def approval_bytes(approval: Approval) -> bytes:
    """Give an approval as its file says it, for the as-sent copy."""
    return emit(approval).encode()


def load_sent(content: Path, month: str, correction: str = "") -> Sent | None:
    """Read the record of an issue's sending, or of one correction mail's; None where there is none."""
    return _load(Sent, _sent_path(content, month, correction))


def save_sent(content: Path, month: str, sent: Sent, correction: str = "") -> Path:
    """Write the record of a sending."""
    path = _sent_path(content, month, correction)
    write_atomic(path, emit(sent).encode())
    return path


def load_all_sent(content: Path) -> tuple[tuple[str, Sent], ...]:
    """Read the records of all issues that were sent, oldest issue first, each with its month."""
    months = sorted(path.parent.name for path in (content / "issues").glob("*/sent.yml"))
    return tuple((month, sent) for month in months if (sent := load_sent(content, month)) is not None)


def keep_as_sent(content: Path, month: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Keep what goes out, by file name; a copy that is there already stays as it is."""
    kept = []
    for name, data in files.items():
        path = _issue(content, month) / "sent" / name
        if not path.exists():
            write_atomic(path, data)
            kept.append(path)
    return tuple(kept)


def _issue(content: Path, month: str) -> Path:
    return content / "issues" / month


def _sent_path(content: Path, month: str, correction: str) -> Path:
    folder = _issue(content, month)
    return folder / "sent" / f"{correction}.yml" if correction else folder / "sent.yml"


def _load(kind: type[T], path: Path) -> T | None:
    if not path.exists():
        return None
    report = Report(path.as_posix())
    text = read_text(path, report)
    node = compose(text, report) if text is not None else None
    value = decode_as(kind, node, report) if node is not None else None
    if value is None and not report.findings:
        report.add(0, 0, "file-empty", "ファイルに何も書かれていません。", "git の前の版から戻してください。")
    if value is None:
        raise ContentError(report.findings)
    return value
