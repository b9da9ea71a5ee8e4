"""Two hundred invented Japanese feeds behind a slow network: a server of its own process, for benchmarks.

Run as a program it serves, and prints its port; `feeds()` gives the same bytes to whoever wants to count them.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FEEDS, ITEMS = 200, 50
LATENCY = (0.05, 0.2)  # seconds, the same for a feed in every run
_BODIES = "北星 青葉 みなと 白樺 霧島台 千鳥 あさひ野 コトリ ハルカゼ ミナセ ツバメ ルリ オリベ カミツレ".split()  # noqa: SIM905
_KINDS = "クラウド 通信 商事 運輸 食品 生活協同組合 信用組合 大学 病院 電機 出版 ストア 市役所 証券".split()  # noqa: SIM905
_EVENTS = (
    "{who}に不正アクセス、会員{n}名分の個人情報が流出か",
    "ランサムウェア被害で一部業務を停止 - {who}",
    "{who}、委託先への攻撃で約{n}件の情報漏えいのおそれ(第{r}報)",
    "メールの誤送信で{n}名のアドレスが流出 - {who}",
    "{who}製ルータに認証回避の脆弱性、更新を(CVE-2026-{n:05})",
    "個人情報保護法施行令の一部を改正する政令案への意見募集 その{n}",
    "「{who}」をかたるフィッシングに注意、{n}件の報告",
    "{who}、サイバー攻撃対策の訓練を{n}名で実施",
    "{who}が新製品を発表、{n}台を限定販売",
    "{who}で保存機器を紛失、{n}人分の記録",
)
_WORDS = "同社は 調査の結果 外部の専門機関と 再発防止策を 公表した。 利用者には 個別に連絡し 相談窓口を 設けた。 原因は 設定の誤りと みている。".split()  # noqa: SIM905, E501


def feeds() -> list[tuple[str, bytes]]:
    """Give name and bytes of every feed: RSS 2.0, RSS 1.0 and Atom in turn, about 100 kB each."""
    return [(f"feed-{number:03}", _feed(number)) for number in range(FEEDS)]


def _feed(number: int) -> bytes:
    chance = random.Random(number)  # noqa: S311 (the same feeds in every run)
    rows = [_row(number, place, chance) for place in range(ITEMS)]
    return (_rss, _rdf, _atom)[number % 3](number, rows).encode()


def _row(number: int, place: int, chance: random.Random) -> tuple[str, str, str, int]:
    who = chance.choice(_BODIES) + chance.choice(_KINDS)
    event = chance.choice(_EVENTS).format(who=who, n=chance.randrange(3, 90_000), r=chance.randrange(2, 5))
    text = "<p>" + "".join(chance.choices(_WORDS, k=90)) + f'</p><img src="https://feed-{number}.example/i.png">'
    return event, f"https://feed-{number}.example/news/{place}.html?id={place}", text, 1 + place % 20


def _rss(number: int, rows: list[tuple[str, str, str, int]]) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{day:02} Nov 2026 10:00:00 +0900</pubDate><description><![CDATA[{text}]]></description></item>\n"
        for title, link, text, day in rows
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">'
    return f"{head}<channel><title>{number}</title>{items}</channel></rss>"


def _rdf(number: int, rows: list[tuple[str, str, str, int]]) -> str:
    items = "".join(
        f'<item rdf:about="{link}"><title>{title}</title><link>{link}</link>'
        f"<dc:date>2026-11-{day:02}T10:00:00+09:00</dc:date><description><![CDATA[{text}]]></description></item>\n"
        for title, link, text, day in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{number}</title></channel>{items}</rdf:RDF>"
    )


def _atom(number: int, rows: list[tuple[str, str, str, int]]) -> str:
    items = "".join(
        f'<entry><title>{title}</title><link href="{link}"/><id>{link}</id>'
        f'<updated>2026-11-{day:02}T10:00:00+09:00</updated><summary type="html"><![CDATA[{text}]]></summary></entry>\n'
        for title, link, text, day in rows
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<title>{number}</title>{items}</feed>"


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Serve in a process of its own while the block runs; gives the address, to which a feed's name is added."""
    with subprocess.Popen([sys.executable, str(Path(__file__).resolve())], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        finally:
            server.terminate()


async def _serve() -> None:
    pages = {}
    for name, body in feeds():
        pages[name] = (body, hashlib.sha256(body).hexdigest()[:16], random.Random(name).uniform(*LATENCY))  # noqa: S311

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            body, etag, latency = pages[head.split(" ", 2)[1].lstrip("/")]
            await asyncio.sleep(latency)
            if f'"{etag}"' in head:
                writer.write(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
            else:
                about = f'ETag: "{etag}"\r\nContent-Length: {len(body)}\r\nContent-Type: application/xml'
                writer.write(f"HTTP/1.1 200 OK\r\n{about}\r\nConnection: close\r\n\r\n".encode() + body)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=300)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 (what a benchmark is for)
    await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve())
