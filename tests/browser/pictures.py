"""The pictures of the README, made from the sample: `make pictures`, or python tests/browser/pictures.py.

They hold pixels only (no metadata: the gate asks the same of pictures), in few colours, since a page has few.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from generator import storage  # noqa: E402 -- the checkout's own, wherever this is called from
from generator.mkdocs_plugin import build_site  # noqa: E402 -- ditto
from generator.publish.pipeline import publish  # noqa: E402 -- ditto
from tests.browser.chromium import Browser, browser, chromium_path, served  # noqa: E402 -- ditto

PICTURES = ROOT / "docs" / "images"
LARGEST = 300 * 1024  # bytes: a README is read on phones, too
COLOURS = 128


def main() -> None:
    """Build the sample, look at three of its pages, and keep what is seen."""
    chromium = chromium_path()
    if chromium is None:
        raise SystemExit("pictures need chromium: apt-get install chromium fonts-noto-cjk")
    published = publish(storage.load_archive(ROOT / "content"))
    month = published.archive.issues[-1].month
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        build_site(
            ROOT / "mkdocs.yml", site, published.archive, published.site_files(), docs_dir=ROOT / "content/pages"
        )
        (site / "mail.html").write_bytes(published.mail_files()[f"{month}/mail.html"])
        with served(site) as address, browser(chromium) as page:
            picture(page, address, "home-phone", 390, 1000)
            picture(page, f"{address}{month}/", "issue-desktop", 1280, 1000)
            picture(page, f"{address}mail.html", "mail", 640, 1000)


def picture(
    page: Browser, address: str, name: str, width: int, height: int, *, at: str = "", largest: int = LARGEST
) -> None:
    """Look at a page (from the element `at` on) in a window of that size, and keep what is seen in few colours."""
    page.prefer("light")
    page.resize(width, height)
    page.call("Emulation.setScrollbarsHidden", hidden=True)
    page.open(address)
    if at:
        page.evaluate(f"document.querySelector({at!r}).scrollIntoView({{behavior: 'instant', block: 'start'}})")
        page.evaluate("scrollBy({top: -72, behavior: 'instant'})")  # what stays at the top covers the rest
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path)
    with Image.open(path) as seen:
        plain = seen.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    data = io.BytesIO()
    plain.save(data, "PNG", optimize=True)
    if data.tell() > largest:
        raise SystemExit(f"{path} has {data.tell()} bytes, more than {largest}")
    path.write_bytes(data.getvalue())
    print(f"{path.relative_to(ROOT)}: {data.tell():,} bytes")  # noqa: T201 -- what the command did


if __name__ == "__main__":
    main()
