"""A server on this machine that does everything a server can do wrong, and what must come of each fault.

Each fault is a function that writes to the connection; its expectation is a number of items, or words of the trouble.
"""

import contextlib
import gzip
import socket
import threading
import time
import zlib

from tests.collect.make import make_rss

GOOD = make_rss("一件目", "二件目")
FAULTS = {}
LONG = 8  # seconds that a slow server holds out: much more than the deadline of the test
_MEBIBYTE = 1024 * 1024


def fault(expected):
    """Register a fault under its function's name."""

    def register(function):
        FAULTS[function.__name__.replace("_", "-")] = (function, expected)
        return function

    return register


def answer(body=b"", *headers, status="200 OK", length=None):
    size = () if length == "" else (f"Content-Length: {len(body) if length is None else length}",)
    head = "\r\n".join((f"HTTP/1.1 {status}", *size, *headers))
    return head.encode("latin-1", "replace") + b"\r\n\r\n" + body


def drip(send, data, pause=0.2):
    end = time.monotonic() + LONG
    for byte in data:
        if time.monotonic() > end:
            return
        send(bytes((byte,)))
        time.sleep(pause)


def whole(name, expected, data):
    FAULTS[name] = (lambda send, _: send(data), expected)


def redirect(name, expected, location, status="302 Found"):
    whole(name, expected, answer(b"", f"Location: {location}", status=status))


# --- time -----------------------------------------------------------------------------------------------------------
@fault("時間内に")
def never_answers(send, _):
    time.sleep(LONG)


@fault("時間内に")
def drips_its_headers(send, _):
    drip(send, b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 1000)


@fault("時間内に")
def drips_its_body(send, _):
    send(answer(b"", length=len(GOOD)))
    drip(send, GOOD)


@fault("時間内に")
def drips_its_chunks(send, _):
    send(answer(b"", "Transfer-Encoding: chunked", length=""))
    for byte in GOOD[:40]:
        send(b"1\r\n" + bytes((byte,)) + b"\r\n")
        time.sleep(0.2)


@fault("時間内に")
def stops_within_its_body(send, _):
    send(answer(GOOD[:100], length=len(GOOD)))
    time.sleep(LONG)


@fault("時間内に")
def continues_for_ever(send, _):
    for _ in range(40):
        send(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.1)


@fault(2)
def is_a_little_slow(send, _):
    time.sleep(0.3)
    send(answer(GOOD))


# --- connections ----------------------------------------------------------------------------------------------------
@fault("接続が途中で切れ")
def hangs_up(send, _):
    return


@fault("中身が空")
def hangs_up_within_its_headers(send, _):
    send(b"HTTP/1.1 200 OK\r\nContent-")


whole("speaks-no-http", "HTTPとして読めない", b"220 mail.example ESMTP\r\n")
whole("speaks-http-0-9", "HTTPとして読めない", GOOD)
whole("has-a-strange-status", "HTTPとして読めない", b"HTTP/1.1 abc\r\n\r\n")
whole("has-a-status-of-99999", "HTTPとして読めない", b"HTTP/1.1 99999 X\r\n\r\n")
whole("sends-zeros", "HTTPとして読めない", b"\0" * 5000)
whole("sends-a-header-without-end", "大きすぎます", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000)
whole("sends-a-thousand-headers", "HTTPとして読めない", answer(GOOD, *(f"X-{n}: a" for n in range(1000))))
whole("sends-headers-of-a-megabyte", "大きすぎます", answer(GOOD, *(f"X-{n}: " + "a" * 60_000 for n in range(20))))

whole("gives-hints-early", 2, b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(GOOD))
whole("gives-hints-and-no-more", "HTTPとして読めない", b"HTTP/1.1 103 Early Hints\r\n\r\nthat is all\r\n\r\n")

# --- lengths --------------------------------------------------------------------------------------------------------
CUT = "途中で切れて"
whole("breaks-off", CUT, answer(GOOD[: GOOD.index("二件目".encode())], length=len(GOOD)))
whole("says-too-long", CUT, answer(GOOD, length=len(GOOD) + 500))
whole("says-too-short", "項目がひとつもありません", answer(GOOD, length=40))
whole("says-a-negative-length", 2, answer(GOOD, length=-5))
whole("says-a-length-in-words", 2, answer(GOOD, length="many"))
whole("says-no-length", 2, answer(GOOD, length=""))
whole("says-two-lengths", 2, answer(GOOD, "Content-Length: 3"))
whole("says-a-huge-length", CUT, answer(GOOD, length=10**15))
whole("breaks-off-in-a-chunk", CUT, answer(b"ffff\r\n" + GOOD, "Transfer-Encoding: chunked", length=""))
whole("has-a-chunk-of-negative-size", CUT, answer(b"-5\r\n" + GOOD, "Transfer-Encoding: chunked", length=""))
whole("has-a-chunk-of-no-size", "中身が空", answer(b"zz\r\n" + GOOD, "Transfer-Encoding: chunked", length=""))
whole(
    "chunks-by-the-byte",
    2,
    answer(b"".join(b"1\r\n%c\r\n" % b for b in GOOD) + b"0\r\n\r\n", "Transfer-Encoding: chunked", length=""),
)
whole("has-an-empty-body", "中身が空", answer(b""))
whole("has-a-blank-body", "中身が空", answer(b" \r\n \r\n"))
whole("is-too-large", "大きすぎます", answer(GOOD + b" " * (6 * _MEBIBYTE)))


@fault("大きすぎます")
def never_ends(send, _):
    send(answer(GOOD, length=""))
    for _ in range(100):
        send(b" " * _MEBIBYTE)


@fault("大きすぎます")
def has_trailers_without_end(send, _):
    send(answer(b"0\r\n", "Transfer-Encoding: chunked", length=""))
    for _ in range(80_000):
        send(b"X: " + b"a" * 1000 + b"\r\n")


# --- packings -------------------------------------------------------------------------------------------------------
GZIP = "Content-Encoding: gzip"
whole("packs-with-gzip", 2, answer(gzip.compress(GOOD), GZIP))
whole("packs-with-deflate", 2, answer(zlib.compress(GOOD), "Content-Encoding: deflate"))
whole("packs-with-raw-deflate", 2, answer(zlib.compress(GOOD)[2:-4], "Content-Encoding: deflate"))
whole("packs-twice", 2, answer(gzip.compress(gzip.compress(GOOD)), "Content-Encoding: gzip, gzip"))
whole("packs-and-says-nothing", 2, answer(gzip.compress(GOOD)))
whole("says-gzip-and-packs-nothing", 2, answer(GOOD, GZIP))
whole("names-a-packing-that-is-none", 2, answer(GOOD, "Content-Encoding: none"))
whole("names-a-charset-as-its-packing", 2, answer(GOOD, "Content-Encoding: UTF-8"))
whole("packs-with-brotli-unasked", "圧縮形式", answer(b"\x0b\x02\x80rss\x03", "Content-Encoding: br"))
whole("packs-with-something-new", "圧縮形式", answer(GOOD, "Content-Encoding: zstd"))
whole("sends-a-gzip-bomb", "大きすぎます", answer(gzip.compress(b" " * (40 * _MEBIBYTE)), GZIP))
whole(
    "sends-a-bomb-within-a-bomb",
    "大きすぎます",
    answer(gzip.compress(gzip.compress(b" " * (40 * _MEBIBYTE))), "Content-Encoding: gzip, gzip"),
)
whole("sends-broken-gzip", "圧縮された文書が壊れて", answer(b"\x1f\x8b\x08" + b"\xff" * 300, GZIP))
whole("cuts-its-gzip", CUT, answer(gzip.compress(GOOD + b" " * 100, 0)[: len(GOOD)], GZIP, length=len(GOOD) + 50))

# --- redirects ------------------------------------------------------------------------------------------------------
redirect("redirects-to-itself", "転送が続いて", "/redirects-to-itself")
redirect("redirects-in-a-circle", "転送が続いて", "/redirects-in-a-circle-2")
redirect("redirects-in-a-circle-2", "転送が続いて", "/redirects-in-a-circle")
for _hop in range(8):
    redirect(f"redirects-too-often-{_hop}", "転送が続いて" if _hop < 3 else 2, f"/redirects-too-often-{_hop + 1}")
whole("redirects-too-often-8", 2, answer(GOOD))
redirect("redirects-relatively", 2, "packs-with-gzip")
redirect("redirects-for-good", 2, "/packs-with-gzip", "301 Moved Permanently")
redirect("redirects-for-good-with-308", 2, "/packs-with-gzip", "308 Permanent Redirect")
redirect("redirects-for-now-with-307", 2, "/packs-with-gzip", "307 Temporary Redirect")
redirect("redirects-to-a-file", "取得できないアドレス", "file:///etc/passwd")
redirect("redirects-to-ftp", "取得できないアドレス", "ftp://127.0.0.1/x")
redirect("redirects-to-a-script", "取得できないアドレス", "javascript:alert(1)")
redirect("redirects-to-data", "取得できないアドレス", "data:text/xml,<rss/>")
redirect("redirects-with-a-password", "利用者名やパスワード", "http://a:b@127.0.0.1/x")
redirect("redirects-to-port-0", "取得できないアドレス", "http://127.0.0.1:0/")
redirect("redirects-to-no-port", "取得できないアドレス", "http://127.0.0.1:99999/")
redirect("redirects-to-no-host", "取得できないアドレス", "https:///x")
redirect("redirects-to-a-bracket", "取得できないアドレス", "http://[::1/")
redirect("redirects-with-a-line-break", 2, "/packs-with-gzip\r\nX-Injected: 1")
redirect("redirects-to-nobody", "接続が拒否", "http://127.0.0.1:1/")
redirect("redirects-to-a-name-that-is-none", "名前を解決できません", "http://no-such-host.invalid/")
whole("redirects-nowhere", "転送先のない", answer(b"", status="302 Found"))
whole("offers-a-choice", "文書ではない応答(300)", answer(b"", status="300 Multiple Choices"))

# --- statuses -------------------------------------------------------------------------------------------------------
for _status in (202, 204, 206, 304, 400, 401, 403, 404, 410, 418, 451, 500, 502, 503, 504):
    whole(f"says-{_status}", f"({_status})", answer(b"" if _status in {204, 304} else GOOD, status=f"{_status} X"))
whole("says-429-with-a-wait", "(429)", answer(b"", "Retry-After: 7200", status="429 X"))
whole("says-503-until-a-date", "(503)", answer(b"", "Retry-After: Wed, 21 Oct 2026 00:00:00 GMT", status="503 X"))
whole("says-429-with-a-wait-of-a-century", "(429)", answer(b"", "Retry-After: 3153600000", status="429 X"))
whole("says-429-with-nonsense", "(429)", answer(b"", "Retry-After: soon", status="429 X"))

# --- contents -------------------------------------------------------------------------------------------------------
WAF = "<!DOCTYPE html><html><head><title>確認しています</title></head><body><script>challenge()</script></body></html>"
whole("is-a-firewall-page", "題名「確認しています」", answer(WAF.encode()))
whole("is-a-login-page", "HTMLのページ", answer(b"<html><form></form></html>"))
whole("is-a-picture", "RSSでもAtomでもありません", answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 100))
whole("is-a-list-without-items", "項目がひとつもありません", answer(make_rss()))
whole("is-json-of-another-kind", "JSONですが", answer(b'{"error": "denied"}'))
whole("is-json-without-a-bottom", "入れ子が深すぎます", answer(b'{"a":' * 50_000))
whole("has-another-charset-in-its-header", 2, answer(GOOD, "Content-Type: text/xml; charset=iso-8859-1"))
whole("has-no-such-charset-in-its-header", 2, answer(GOOD, "Content-Type: text/xml; charset=utf-99"))
whole("has-junk-in-front", 2, answer(b"\n\nNotice: x\n<?xml version='1.0'?>" + GOOD))
DTD = '<!DOCTYPE rss [<!ENTITY a "{}">]>'
XXE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
WITH_ENTITY = GOOD.decode().replace("一件目", "一件目&a;")
whole("reads-a-file-of-ours", 2, answer((XXE + WITH_ENTITY).encode()))
whole(
    "laughs-a-billion-times",
    2,
    answer(f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>{GOOD.decode().replace("一件目", "&l11;")}'.encode()),
)
whole(
    "blows-up-quadratically",
    2,
    answer((DTD.format("x" * 100_000) + GOOD.decode().replace("一件目", "&a;" * 1000)).encode()),
)
whole(
    "includes-a-parameter-entity", 2, answer(b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]>' + GOOD)
)
whole("nests-a-hundred-thousand-deep", "", answer(b'<rss version="2.0">' + b"<a>" * 100_000))
whole(
    "has-a-hundred-thousand-items",
    2000,
    answer(
        make_rss(*["x"] * 1).replace(b"<item>", b"<item><title>a</title></item><item>" * 60_000)[: 5 * _MEBIBYTE - 10]
    ),
)
whole(
    "has-an-author-without-end",
    2,
    answer(GOOD.replace(b"<link>", b"<author>" + b"a." * 100_000 + b"</author><link>", 1)),
)
whole("has-an-attribute-without-end", 2, answer(GOOD.replace(b"<link>", b'<x a="' + b"a " * 100_000 + b'"/><link>', 1)))
whole("has-an-impossible-character", 2, answer(GOOD.replace("一件目".encode(), "一件目&#1114112;".encode())))
whole("has-control-characters", 2, answer(GOOD.replace("一件目".encode(), b"a\x00\x1b]0;x\x07\x9b31m")))
whole("is-cut-within-an-item", 1, answer(GOOD[: GOOD.index("二件目".encode())]))


class FaultServer:
    """Answers each path with its fault; `inside` counts who came to the door that nobody may reach."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, name):
        return f"http://127.0.0.1:{self.port}/{name}"

    def close(self):
        self.socket.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        # A client that hangs up early is what many of these faults are for.
        with contextlib.suppress(OSError), connection:
            request = connection.recv(65536)
            name = request.split(b" ")[1].decode().lstrip("/").partition("?")[0]
            FAULTS[name][0](connection.sendall, request)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1)
            while connection.recv(65536):
                pass
