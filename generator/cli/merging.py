"""merge: git's question how two versions of collected/YYYY-MM.jsonl become one (a merge driver)."""

from __future__ import annotations

from pathlib import Path

import click

from .. import storage
from ..storage.rows import merge_rows

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("merge")
@click.argument("base", type=_FILE)
@click.argument("mine", type=_FILE)
@click.argument("theirs", type=_FILE)
def merge_command(base: Path, mine: Path, theirs: Path) -> None:
    """収集の記録(collected/*.jsonl)の2つの版を、行ごとに1つにします(git の merge driver)。

    一度だけ: git config merge.kawaraban.driver "kawaraban merge %O %A %B"
    """
    merged = merge_rows(*(path.read_text("utf-8") for path in (base, mine, theirs)))
    storage.write_atomic(mine, merged.encode())  # git takes the result from the place of ours
