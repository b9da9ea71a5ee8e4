"""Who said no: an append-only file with one token a line, written by the unsubscribe program, read before every mail.

It holds no addresses (see unsubscribe.py), so it may lie on the public web server. A line is on disk before the reader
is told so. A list in which one line is none of ours stops the sending: it is the wrong file, or another key's, and to
read it as "nobody" would send to those who said no. What spreadsheets and Windows add (BOM, CR, blanks) is no mistake.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from ..errors import UsageError, reason_of
from ..text import one_line

_LINE = re.compile(
    rb"(?P<token>[A-Za-z0-9_-]{24})(?:[ \t]+(?P<moment>[0-9T:+.\-]*Z?))?"
)  # the moment may be cut off, or left out
_NEVER_BACK = datetime.max.replace(tzinfo=UTC)
_TOKEN = 24  # characters
_BOM = b"\xef\xbb\xbf"


def suppress(path: Path, token: str, *, now: datetime) -> None:
    """Write a genuine token down; a second time changes nothing that matters."""
    _append(path, f"{token} {now.isoformat()}")


def _append(path: Path, text: str) -> None:
    line = f"\n{text}\n".encode()  # the first break ends what a crash may have left
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)  # one write with O_APPEND: two processes do not mix their lines
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_suppressed(
    path: Path, *, genuine: Callable[[str], bool] = lambda _token: True, growing: bool = False
) -> frozenset[str]:
    """Give all tokens that were written down, as they are written down; none where there is no file yet.

    ``genuine``: whether a token is one of this list's key. ``growing``: the file may be in the middle of being copied,
    so a last line that is torn is left for the next reading. UsageError, with its number, where any other line is no
    token of ours.
    """
    return frozenset(_read(path, genuine, growing=growing))


def _read(path: Path, genuine: Callable[[str], bool], *, growing: bool) -> dict[str, datetime]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(
            f"配信停止の一覧 {path} を読めません({reason_of(error)})。申し出た人に届かないよう、送信しません。"
        ) from error
    lines = data.removeprefix(_BOM).split(b"\n")
    tokens: dict[str, datetime] = {}
    for number, line in enumerate(lines, 1):
        is_torn = growing and number == len(lines) and len(line) < _TOKEN
        if (written := line.strip()) and not is_torn:
            token, moment = _entry(written, genuine, f"{path} の{number}行目")
            tokens[token] = max(moment, tokens.get(token, moment))
    return tokens


def _entry(line: bytes, genuine: Callable[[str], bool], where: str) -> tuple[str, datetime]:
    """Give the token of a line and its moment; the line itself is not repeated: it may hold somebody's address."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise UsageError(
            f"配信停止の一覧 {where}は、配信停止の記録ではありません。申し出た人に届かないよう、送信しません。"
            "アドレスで届いた申し出は kawaraban unsubscribe で加え、途中で切れた行は消してください。"
        )
    token = found["token"].decode("ascii")
    if not genuine(token):
        raise UsageError(
            f"配信停止の一覧 {where}は、この鍵とこの差出人のアドレスで作られた記録ではありません。"
            "申し出た人に届かないよう、送信しません。配信停止プログラムが使っている鍵を --unsubscribe-key で指定し、"
            "newsletter.yml の mail_from がプログラムの --newsletter と同じか確かめてください。"
        )
    return token, _moment((found["moment"] or b"").decode("ascii"))


def _moment(written: str) -> datetime:
    """Give when it was written; the end of time where that cannot be read, so that nothing takes it back."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return _NEVER_BACK
    return moment if moment.tzinfo else _NEVER_BACK


def take_back(path: Path, token: str, *, reason: str, now: datetime) -> None:
    """Write down that a refusal holds no longer, and why; one that is made later than this counts again."""
    _append(path, f"{token} {now.isoformat()} {one_line(reason)}")


def read_taken_back(path: Path) -> dict[str, datetime]:
    """Give since when which refusals hold no longer; a broken line takes nothing back."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    found = (_LINE.fullmatch(b" ".join(line.split()[:2])) for line in lines)
    moments = ((one["token"].decode(), _moment((one["moment"] or b"").decode())) for one in found if one)
    return {token: moment for token, moment in moments if moment != _NEVER_BACK}


class Suppressions:
    """The tokens in some files: a file that changed is read again before the next mail.

    What was once read stays for the run. A list that is being copied over may be empty, or gone, for a moment; who
    takes a refusal back gets the next issue.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        *,
        genuine: Callable[[str], bool] = lambda _token: True,
        taken_back: Mapping[str, datetime] | None = None,
    ) -> None:
        self._paths = tuple(paths)
        self._taken_back = dict(taken_back or {})
        self._genuine = genuine
        self._tokens: frozenset[str] = frozenset()
        self._seen: tuple[tuple[int, int, int] | None, ...] = ()
        self._moments: dict[str, datetime] = {}

    def current(self) -> frozenset[str]:
        """Give all tokens; costs one look at each file where none has changed.

        UsageError where a line is no token of ours; a torn last line is one only the first time.
        """
        seen = tuple(_state(path) for path in self._paths)
        if seen != self._seen:
            growing = bool(self._seen)
            for path in self._paths:
                for token, moment in _read(path, self._genuine, growing=growing).items():
                    self._moments[token] = max(moment, self._moments.get(token, moment))
            self._seen = seen
            self._tokens = frozenset(token for token in self._moments if self._holds(token))
        return self._tokens

    def _holds(self, token: str) -> bool:
        return token not in self._taken_back or self._taken_back[token] < self._moments[token]


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
