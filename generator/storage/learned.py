"""content/learned.yml: what editors' decisions taught; written by `learn --apply`, read strictly as all of content/."""

from __future__ import annotations

from pathlib import Path

from ..errors import ContentError
from ..model import Learned, LearnedFeed, LearnedWord, Section
from .decode import decode_as
from .emit import emit
from .files import write_if_changed
from .strict import Node, Report, compose, read_text, walk

_NAME = "learned.yml"
_HEAD = (
    "# 編集者のこれまでの判断から学んだこと。kawaraban learn --apply が書きます。\n"
    "# 違うと思う行は消してかまいません。ファイルごと消せば、何も学んでいない状態に戻ります。\n"
)
_SECTIONS = frozenset({*(section.value for section in Section), "irrelevant"})
_STRENGTHS = range(1, 4)


def load_learned(content: Path) -> Learned:
    """Read the file; nothing learned where there is none; ContentError with every finding where it cannot be used."""
    path = content / _NAME
    if not path.exists():
        return Learned()
    report = Report(path.as_posix())
    text = read_text(path, report)
    node = compose(text, report) if text is not None else None
    learned = decode_as(Learned, node, report) if node is not None else Learned()
    if learned is not None and node is not None:
        _check(learned, node, report)
    if report.findings or learned is None:
        raise ContentError(report.findings)
    return learned


def save_learned(content: Path, learned: Learned) -> bool:
    """Write the file; says whether it changed."""
    text = emit(learned) if learned != Learned() else "words: []\n"
    return write_if_changed(content / _NAME, (_HEAD + text).encode())


def _check(learned: Learned, node: Node, report: Report) -> None:
    rows: dict[str, tuple[LearnedWord | LearnedFeed, ...]] = {"words": learned.words, "feeds": learned.feeds}
    for kind, its in rows.items():
        for position, row in enumerate(its):
            if row.section not in _SECTIONS:
                report.at(
                    walk(node, (kind, position, "section")),
                    "learned-section",
                    f"「{row.section}」という区分はありません。",
                    f"{' / '.join(sorted(_SECTIONS))} のどれかにしてください。",
                )
            if row.strength not in _STRENGTHS:
                report.at(
                    walk(node, (kind, position, "strength")),
                    "learned-strength",
                    f"強さ「{row.strength}」は使えません。",
                    "1 から 3 までにしてください。",
                )
