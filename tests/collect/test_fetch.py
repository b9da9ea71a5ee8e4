import http.server
import ssl
import threading
import time
from datetime import timedelta

import pytest

from generator.collect import addresses, transport
from generator.collect.addresses import UnresolvableError
from generator.collect.document import Validators
from generator.collect.fetch import FetchFailedError, Limits, make_fetcher
from generator.collect.freshness import fresh_until
from generator.collect.transport import Dialer
from generator.errors import FetchError
from tests.collect.make import NOW, make_feed, make_rss

BODY = make_rss("一件目")


class Site:
    """A small server: answers by path, remembers who came."""

    def __init__(self, host="127.0.0.1", port=0):
        self.requests = []
        self.answers = {}
        self.busy = self.busiest = 0
        self.pause = 0.0
        self.pause_before_body = 0.0
        self.lock = threading.Lock()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.answer(self)

            def do_CONNECT(self):
                site.answer(self)

            def log_message(self, *_args):
                pass

        self.server = http.server.ThreadingHTTPServer((host, port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, handler):
        with self.lock:
            self.requests.append((handler.path, dict(handler.headers)))
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        time.sleep(self.pause)
        status, headers, body = self.answers.get(handler.path, (200, {}, BODY))
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.flush()
        time.sleep(self.pause_before_body)
        with self.lock:
            self.busy -= 1  # before the last byte: behind it the client may be here again at once
        handler.wfile.write(body)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


def fetcher(*, hosts=None, proxies=None, seconds=3.0, allow_private=True, pause=0.0):
    """A fetcher whose name server knows `hosts` only."""
    book = hosts or {}

    def resolve(host, _port, _seconds):
        if host not in book:
            raise UnresolvableError(host)
        answer = book[host]
        return answer() if callable(answer) else (answer,)

    dialer = Dialer(
        resolve=resolve,
        context=ssl.create_default_context(),
        allow_private=allow_private,
        proxies=lambda: proxies or {},
        bypass=lambda _host: False,
    )
    limits = Limits(seconds=seconds, pause=pause)
    return make_fetcher(NOW, user_agent="kawaraban/test", limits=limits, dialer=dialer)


def url(site, path="/"):
    return f"http://127.0.0.1:{site.port}{path}"


def test_a_body_that_comes_after_its_headers_is_read_whole(site):
    site.pause_before_body = 0.05  # http.client closes its socket once it has the headers of such an answer

    fetched = fetcher()(make_feed(url=url(site)), Validators())

    assert fetched.document.body == BODY


def test_a_request_says_who_asks(site):
    fetcher()(make_feed(url=url(site)), Validators())

    headers = site.requests[0][1]
    assert headers["User-Agent"] == "kawaraban/test"
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    assert "If-None-Match" not in headers


def test_what_a_server_gave_is_sent_back_and_unchanged_is_no_document(site):
    site.answers["/"] = (200, {"ETag": '"a"', "Last-Modified": "Mon, 19 Oct 2026 05:00:00 GMT"}, BODY)
    first = fetcher()(make_feed(url=url(site)), Validators())
    site.answers["/"] = (304, {}, b"")
    second = fetcher()(make_feed(url=url(site)), first.validators)

    assert site.requests[1][1]["If-None-Match"] == '"a"'
    assert site.requests[1][1]["If-Modified-Since"] == "Mon, 19 Oct 2026 05:00:00 GMT"
    assert second.document is None
    assert second.validators == first.validators


def test_a_redirect_to_what_is_no_address_of_the_web_is_told_from_a_wrong_address_in_feeds_yml(site):
    for target in ("file:///etc/hosts", "javascript:alert(1)", "http://user:word@feed.example/", "http://[bad"):
        site.answers["/"] = (302, {"Location": target}, b"")
        with pytest.raises(FetchError, match="転送先"):
            fetcher()(make_feed(url=url(site)), Validators())


def test_half_a_document_is_asked_for_again(site):
    site.answers["/"] = (200, {"ETag": '"a"', "Content-Encoding": "gzip"}, b"\x1f\x8b\x08\0\0\0\0\0\0\3" + b"K\xce" * 3)

    fetched = fetcher()(make_feed(url=url(site)), Validators())

    assert not fetched.document.complete
    assert fetched.validators == Validators()


@pytest.mark.parametrize(
    ("chain", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((302, 301), False), ((301, 302), "first")],
)
def test_only_a_chain_that_is_permanent_from_its_first_hop_is_a_move(site, chain, moved):
    for hop, status in enumerate(chain):
        site.answers[f"/{hop}"] = (status, {"Location": f"/{hop + 1}"}, b"")

    fetched = fetcher()(make_feed(url=url(site, "/0")), Validators())

    goal = {True: url(site, f"/{len(chain)}"), False: "", "first": url(site, "/1")}[moved]
    assert fetched.moved_to == goal
    assert fetched.document.url == url(site, f"/{len(chain)}")


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("7200", timedelta(hours=2)),
        ("Tue, 20 Oct 2026 04:00:00 GMT", timedelta(hours=1)),
        ("9999999999999", timedelta(days=31)),
        ("soon", None),
        ("0", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", None),  # over: "not before 2015" would be said to an editor
        ("\u00b2", None),  # a digit to Python, and no number
    ],
)
def test_a_server_that_wants_to_be_left_alone_is_heard(site, value, wait):
    site.answers["/"] = (429, {"Retry-After": value}, b"")

    with pytest.raises(FetchFailedError) as caught:
        fetcher()(make_feed(url=url(site)), Validators())

    assert caught.value.retry_at == (NOW + wait if wait else None)


def test_a_feed_that_is_gone_says_so(site):
    site.answers["/"] = (410, {}, b"")

    with pytest.raises(FetchFailedError) as caught:
        fetcher()(make_feed(url=url(site)), Validators())

    assert caught.value.is_gone


@pytest.fixture
def inside(monkeypatch):
    """A machine inside: 127.0.0.2 here, while 127.0.0.1 plays the public internet."""
    monkeypatch.setattr(transport, "is_public", lambda address: address == "127.0.0.1" or addresses.is_public(address))
    site = Site("127.0.0.2")
    yield site
    site.close()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "127.2",
        "2130706434",
        "0x7f000002",
        "0177.0.0.2",
        "127.0.2",
        "0",
        "0.0.0.0",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.2]",
        "[64:ff9b::7f00:2]",
        "[2002:7f00:2::]",
        "inside.example",
        "localhost",
    ],
)
@pytest.mark.parametrize("allow_private", [False, True])
def test_a_redirect_to_the_inside_is_refused_in_every_spelling(site, inside, host, allow_private):
    site.answers["/"] = (302, {"Location": f"http://{host}:{inside.port}/secret"}, b"")
    fetch = fetcher(hosts={"inside.example": "127.0.0.2", "localhost": "127.0.0.2"}, allow_private=allow_private)

    with pytest.raises(FetchError, match="公開されていないアドレス"):
        fetch(make_feed(url=url(site)), Validators())

    assert inside.requests == []


def test_a_machine_inside_that_feeds_yml_names_may_redirect_to_itself(site):
    site.answers["/"] = (302, {"Location": f"http://localhost:{site.port}/news"}, b"")
    fetch = fetcher(hosts={"localhost": lambda: ("::1", "127.0.0.1")})

    assert fetch(make_feed(url=url(site)), Validators()).document.body == BODY


def test_a_proxy_on_this_machine_does_not_open_this_machine_to_redirects(site, inside):
    site.answers["http://feed.example/"] = (302, {"Location": f"http://127.0.0.2:{inside.port}/"}, b"")
    for allow_private in (False, True):
        fetch = fetcher(proxies={"http": f"http://127.0.0.1:{site.port}"}, allow_private=allow_private)
        with pytest.raises(FetchError, match="公開されていないアドレス"):
            fetch(make_feed(url="http://feed.example/"), Validators())

    assert inside.requests == []


def test_a_name_that_changes_its_address_gains_nothing(site, inside):
    answers = iter([("127.0.0.1",), ("127.0.0.2",)])
    site.answers["/"] = (302, {"Location": f"http://turncoat.example:{inside.port}/"}, b"")
    fetch = fetcher(hosts={"turncoat.example": lambda: next(answers)}, allow_private=False)

    with pytest.raises(FetchError, match="公開されていないアドレス"):
        fetch(make_feed(url=f"http://turncoat.example:{site.port}/"), Validators())

    assert inside.requests == []


def test_of_several_addresses_only_the_public_ones_are_dialled(site, inside):
    fetch = fetcher(hosts={"both.example": lambda: ("127.0.0.2", "127.0.0.1")}, allow_private=False)

    fetched = fetch(make_feed(url=f"http://both.example:{site.port}/"), Validators())

    assert fetched.document.body == BODY
    assert inside.requests == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:pass@127.0.0.1/", "http://", "http://[::1", "x", ""],
)
def test_an_address_that_cannot_be_asked_is_an_error_in_words(address):
    with pytest.raises(FetchError) as caught:
        fetcher()(make_feed(url=address), Validators())

    assert "アドレス" in caught.value.message


def test_no_more_than_two_at_a_time_come_to_one_host(site):
    site.pause = 0.1
    fetch = fetcher(hosts={"busy.example": "127.0.0.1"})
    feed = make_feed(url=f"http://busy.example:{site.port}/")
    threads = [threading.Thread(target=fetch, args=(feed, Validators())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(site.requests) == 6
    assert site.busiest == 2


@pytest.mark.timed
def test_two_requests_to_one_host_are_a_pause_apart_and_two_to_different_hosts_are_not(site):
    fetch = fetcher(hosts={"busy.example": "127.0.0.1", "idle.example": "127.0.0.1"}, pause=0.4, seconds=0.3)

    def seconds(*hosts):
        start = time.monotonic()
        for host in hosts:
            fetch(make_feed(url=f"http://{host}:{site.port}/"), Validators())
        return time.monotonic() - start

    assert seconds("busy.example", "busy.example") >= 0.4
    assert seconds("idle.example") < 0.4


def test_the_pause_at_a_host_does_not_count_against_its_time(site):
    site.answers["/"] = (302, {"Location": "/there"}, b"")
    fetch = fetcher(hosts={"busy.example": "127.0.0.1"}, pause=0.5, seconds=0.3)

    assert fetch(make_feed(url=f"http://busy.example:{site.port}/"), Validators()).document.body == BODY


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({"Cache-Control": "public, max-age=3600"}, HOUR),
        ({"Cache-Control": "max-age=3600", "Age": "1800"}, HOUR / 2),
        ({"Cache-Control": "s-maxage=60, max-age=604800"}, 12 * HOUR),
        ({"Cache-Control": "max-age=3600, must-revalidate"}, HOUR),
        ({"Cache-Control": "no-cache, max-age=3600"}, None),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Date": "Tue, 20 Oct 2026 02:00:00 GMT", "Expires": "Tue, 20 Oct 2026 03:00:00 GMT"}, HOUR),
        ({"Expires": "0"}, None),
        ({"Expires": "Mon, 19 Oct 2026 00:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_fresh_is_the_servers_word_up_to_half_a_day(headers, fresh):
    assert fresh_until(headers.get, NOW) == (NOW + fresh if fresh else None)


def test_unchanged_may_be_fresh_again(site):
    site.answers["/"] = (304, {"Cache-Control": "max-age=60"}, b"")

    fetched = fetcher()(make_feed(url=url(site)), Validators(etag='"a"'))

    assert fetched.fresh_until == NOW + timedelta(seconds=60)


def test_a_proxy_of_the_environment_is_asked_for_the_whole_address(site):
    fetch = fetcher(proxies={"http": f"http://127.0.0.1:{site.port}"}, allow_private=False)

    fetched = fetch(make_feed(url="http://feed.example/news.rdf?a=1"), Validators())

    assert fetched.document.body == BODY
    assert site.requests[0][0] == "http://feed.example/news.rdf?a=1"


def test_a_proxy_that_refuses_a_tunnel_is_a_failure_in_words(site):
    site.answers["feed.example:443"] = (403, {}, b"")
    fetch = fetcher(proxies={"https": f"127.0.0.1:{site.port}"}, allow_private=False)

    with pytest.raises(FetchError, match="プロキシ"):
        fetch(make_feed(url="https://feed.example/"), Validators())

    assert site.requests[0][0] == "feed.example:443"


@pytest.mark.parametrize(
    "proxy", ["http://127.0.0.1:1", "http://proxy.example:3128", "socks5://127.0.0.1:1080", "http://[bad", "http://:0"]
)
def test_a_proxy_that_cannot_be_used_is_not_said_to_be_the_feeds_fault(proxy):
    with pytest.raises(FetchError, match="プロキシを通れません"):
        fetcher(proxies={"http": proxy})(make_feed(url="http://feed.example/"), Validators())


@pytest.mark.parametrize("host", ["10.0.0.1", "2130706434", "[::ffff:10.0.0.1]"])
def test_a_proxy_is_not_asked_for_addresses_inside(site, host):
    fetch = fetcher(proxies={"http": f"http://127.0.0.1:{site.port}"}, allow_private=False)

    with pytest.raises(FetchError, match="公開されていないアドレス"):
        fetch(make_feed(url=f"http://{host}/"), Validators())

    assert site.requests == []


def test_a_proxy_is_not_asked_for_a_name_that_is_known_to_lie_inside(site):
    proxy = {"http": f"http://127.0.0.1:{site.port}"}
    fetch = fetcher(hosts={"intranet.example": "10.0.0.1"}, proxies=proxy, allow_private=False)

    with pytest.raises(FetchError, match="公開されていないアドレス"):
        fetch(make_feed(url="http://intranet.example/"), Validators())

    assert site.requests == []


def test_a_proxy_gets_the_name_and_password_of_its_address_and_the_feed_s_server_never_does(site):
    proxy = {"http": f"http://us%40er:p%3Aw@127.0.0.1:{site.port}"}
    fetcher(proxies=proxy, allow_private=False)(make_feed(url="http://feed.example/"), Validators())
    fetcher()(make_feed(url=url(site)), Validators())

    asked = [headers.get("Proxy-Authorization") for _, headers in site.requests]
    assert asked == ["Basic dXNAZXI6cDp3", None]


def test_https_to_a_server_that_speaks_http_is_a_failure_in_words(site):
    with pytest.raises(FetchError, match="暗号化された接続"):
        fetcher()(make_feed(url=f"https://127.0.0.1:{site.port}/"), Validators())
