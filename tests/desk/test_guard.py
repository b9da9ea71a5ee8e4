"""Another website cannot make the desk act, and nobody else can read it."""

import io

import pytest

from tests.desk.client import HOST, PORT

ENTRY = "/entries/2026-11-05-d44v"
EVERY_PAGE = ("/candidates", "/issues/2026-11", ENTRY, "/organizations", "/organizations/okamugi", "/saving")
EVERY_CHANGE = (
    "/undo",
    "/candidates/2026-11-12-aaaa/accept",
    "/candidates/2026-11-12-aaaa/refuse",
    "/candidates/2026-11-12-aaaa/section",
    "/candidates/2026-11-12-aaaa/thread",
    ENTRY,
    f"{ENTRY}/look",
    f"{ENTRY}/register",
    f"{ENTRY}/join",
    "/organizations",
    "/organizations/okamugi",
    "/issues/2026-11",
    "/issues/2026-11/move",
    "/issues/2026-11/build",
    "/saving",
)


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_address_becomes_a_cookie_that_no_script_and_no_other_site_gets(client):
    answer = client.get(f"/?token={client.guard.keys.token}", HTTP_COOKIE=None)

    assert answer.status == 303
    assert answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"kawaraban-desk-{PORT}=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")


@pytest.mark.parametrize("token", ["", "x", "あ", "%00"])
def test_a_wrong_token_opens_nothing(client, token):
    answer = client.get(f"/?token={token}", HTTP_COOKIE=None)

    assert answer.status == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", EVERY_PAGE)
@pytest.mark.parametrize("cookie", [None, "", "kawaraban-desk-8765=wrong", "other=1", '"', "kawaraban-desk-8765"])
def test_no_page_is_shown_without_the_session(client, path, cookie):
    answer = client.get(path, HTTP_COOKIE=cookie)

    assert answer.status == 403
    assert "ジョブリーフェ" not in answer.text


@pytest.mark.parametrize(
    "host", [None, "", "evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"{HOST}.evil.example"]
)
def test_another_host_name_is_refused_even_with_the_session(client, host):
    assert client.get("/candidates", HTTP_HOST=host).status == 421


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", f"https://{HOST}", "http://127.0.0.1:1", f"http://localhost:{PORT}"]
)
@pytest.mark.parametrize("path", EVERY_CHANGE)
def test_no_change_comes_from_another_origin(client, content, add_candidate, path, origin):
    add_candidate()
    before = files(content)

    assert client.post(path, {"reason": "x", "section": "policy"}, HTTP_ORIGIN=origin).status == 403
    assert files(content) == before


@pytest.mark.parametrize("path", EVERY_CHANGE)
def test_no_change_comes_without_an_origin_or_without_the_token_of_the_form(client, content, add_candidate, path):
    add_candidate()
    before = files(content)

    assert client.post(path, {"reason": "x"}, HTTP_ORIGIN=None).status == 403
    assert client.post(path, {"reason": "x"}, csrf="").status == 403
    assert client.post(path, {"reason": "x"}, csrf="あ" * 9).status == 403
    assert files(content) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_port_of_this_machine_is_another_site(client, site):
    assert client.get("/candidates", HTTP_SEC_FETCH_SITE=site).status == 403


def test_a_get_changes_nothing(client, content, add_candidate):
    add_candidate()
    before = files(content)
    for path in EVERY_CHANGE:
        client.get(path)
    assert files(content) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client, method):
    assert client.ask(method, "/candidates").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/entries/../../newsletter",
        "/entries/2026-11-05-d44v/../../../etc/passwd",
        "/entries/*",
        "/entries/2026-11-05-*",
        "/entries/%2e%2e%2fnewsletter",
        "/organizations/../newsletter",
        "/organizations/..",
        "/organizations/OKAMUGI",
        "/organizations/okamugi.yml",
        "/organizations/okamugi\x00",
        "/issues/2026-11/mail/../../x",
        "/issues/..",
        "/issues/9999-99",
        "/static/../guard.py",
        "/static/guard.py",
        "//etc/passwd",
        "/static/desk.css/..",
    ],
)
def test_no_path_from_outside_is_opened(client, path):
    assert client.get(path).status == 404


def test_a_link_out_of_the_folder_is_not_followed(client, content, tmp_path):
    secret = tmp_path / "secret.yml"
    secret.write_text("name: 秘密の組織\nkind: company\nindustry: 通信会社\n", "utf-8")
    (content / "organizations" / "link.yml").symlink_to(secret)

    assert client.get("/organizations/link").status == 404


def test_every_answer_allows_no_script_but_the_desk_s_own(client):
    for path in (*EVERY_PAGE, "/nowhere", "/static/desk.js", "/issues/2026-11/mail/html"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy or path.endswith("/mail/html")
        assert "script-src 'unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"


def test_a_mail_is_shown_where_nothing_can_run(client):
    policy = client.get("/issues/2026-11/mail/html").headers["Content-Security-Policy"]

    assert policy.endswith("; sandbox")
    assert "script-src" not in policy


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_page_has_script_or_style_of_its_own_or_asks_another_host(client, path):
    text = client.get(path).text

    assert "<script>" not in text
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text
    assert 'src="http' not in text
    assert 'rel="stylesheet" href="http' not in text


def test_a_huge_body_is_refused_unread(client):
    body = io.BytesIO(b"x" * 10)
    answer = client.ask("POST", ENTRY, CONTENT_LENGTH=str(300 * 1024), **{"wsgi.input": body})

    assert answer.status == 413


@pytest.mark.parametrize("length", ["", "-1", "abc", "1" * 30, "１２"])
def test_a_length_that_is_none_is_refused(client, length):
    assert client.ask("POST", ENTRY, CONTENT_LENGTH=length).status in {411, 413}


def test_a_body_without_end_is_refused(client):
    assert client.ask("POST", ENTRY, HTTP_TRANSFER_ENCODING="chunked").status == 411


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_a_body_that_is_no_form_is_refused(client, kind):
    assert client.ask("POST", ENTRY, body=b"csrf=1", CONTENT_TYPE=kind).status == 415


def test_more_fields_than_any_form_has_are_refused(client):
    assert client.ask("POST", ENTRY, body=b"&".join(b"a=1" for _ in range(4000))).status == 400


def test_a_bug_is_an_answer_without_its_inside(client, monkeypatch, capsys):
    monkeypatch.setattr(client.desk, "archive", lambda: 1 / 0)

    answer = client.get("/candidates")

    assert answer.status == 500
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in capsys.readouterr().err
