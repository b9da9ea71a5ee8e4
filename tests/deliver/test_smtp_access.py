"""Encryption and passwords, against a server with a certificate of its own."""

import shutil
import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from generator.deliver.ledger import State
from generator.deliver.smtp import Access, Encryption, open_transport
from generator.errors import UsageError
from tests.deliver.sink import listening

MESSAGE = b"From: news@kakuu.example\r\nSubject: x\r\n\r\nbody\r\n"
A = "a@kakuu.example"
PASSWORD = "hidden"

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate of the test")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run(["openssl", "req", *made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, folder / "cert.pem"


def only_news(_server, _session, _envelope, _mechanism, data):
    # handled=False: the server is to say no by itself
    return AuthResult(success=(data.login, data.password) == (b"news", PASSWORD.encode()), handled=False)


def send_to(port, **access):
    with open_transport("127.0.0.1", port, timeout=5, access=Access(**access)) as transport:
        return transport.send(sender="news@kakuu.example", recipient=A, message=MESSAGE).state


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd knows only of STARTTLS
@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_mail_goes_over_an_encrypted_connection_with_a_password(certificate, encryption):
    context, file = certificate
    options = {"authenticator": only_news, "auth_required": True}
    options |= {"ssl": context} if encryption is Encryption.TLS else {"tls_context": context, "require_starttls": True}
    if encryption is Encryption.TLS:
        options["auth_require_tls"] = False
    with listening(**options) as sink:
        state = send_to(sink.port, encryption=encryption, ca_file=file, user="news", password=PASSWORD)

        assert state is State.SENT
        assert sink.recipients == [A]


def test_a_wrong_password_stops_the_run(certificate):
    context, file = certificate
    options = {"tls_context": context, "require_starttls": True, "authenticator": only_news, "auth_required": True}
    with listening(**options) as sink, pytest.raises(UsageError, match=r"パスワードを受け付けません.*535") as told:
        send_to(sink.port, encryption=Encryption.STARTTLS, ca_file=file, user="news", password=PASSWORD[::-1])

    assert PASSWORD[::-1] not in str(told.value)


def test_a_certificate_that_nobody_vouches_for_stops_the_run(certificate):
    context, _ = certificate
    with listening(tls_context=context) as sink, pytest.raises(UsageError):
        send_to(sink.port, encryption=Encryption.STARTTLS)


def test_where_encryption_was_asked_for_nothing_goes_without():
    with listening() as sink:
        with pytest.raises(UsageError):
            send_to(sink.port, encryption=Encryption.STARTTLS)

        assert sink.taken == []


def test_a_password_needs_an_encrypted_connection():
    with listening() as sink, pytest.raises(UsageError, match="暗号化していない"):
        send_to(sink.port, user="news", password=PASSWORD)


def test_a_password_is_not_in_the_repr():
    assert PASSWORD not in repr(Access(user="news", password=PASSWORD))
