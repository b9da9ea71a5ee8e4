"""Files that were not meant to be published, and pictures: no string can be found in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ..data import rows
from ..views import images


def of_name(name: str, expected: frozenset[str] | None) -> Iterator[tuple[str, str, str]]:
    """Give rule, value and reason for a file that should not lie there."""
    if expected is not None and name not in expected:
        yield "stray-file", name, "今回の生成物の一覧にないファイルです"
    if any(name == row[0] for row in rows("own_files")):
        return
    *folders, base = name.split("/")
    if any(folder.startswith(".") and folder != ".well-known" for folder in folders):
        yield "stray-file", name, "隠しフォルダーの中にあります"
        return
    if base == ".nojekyll":  # tells GitHub Pages to publish the folder as it is
        return
    for pattern, reason in rows("stray_files"):
        if fnmatchcase(base.lower(), pattern):
            yield "stray-file", name, reason
            return


def of_picture(name: str, data: bytes, *, own: bool) -> Iterator[tuple[str, str]]:
    """Give rule and value for a raster image that is not the site's own, and for what is written in any."""
    if not images.is_raster(data):
        return
    listed = any(fnmatchcase(name, row[0]) for row in rows("own_pictures"))
    if not (own or listed):
        yield "raster-image", name
    for kind, _ in images.metadata(data):
        yield "image-metadata", kind
