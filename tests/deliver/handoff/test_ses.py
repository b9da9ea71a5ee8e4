import base64
import json
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime

import pytest

from generator.deliver.handoff.ses import Credentials, Ses, signed_headers
from generator.deliver.ledger import State
from generator.errors import UsageError
from tests.deliver.handoff.engines import engine, serving

NOW = datetime(2026, 11, 12, 1, 2, 3, tzinfo=UTC)
KEYS = Credentials(access_key="AKIDEXAMPLE", secret_key="example-secret")  # noqa: S106 - invented
MESSAGE = b"From: news@kakuu.example\r\nTo: a@kakuu.example\r\nSubject: x\r\n\r\nbody\r\n"
SIGNATURE = "bce433b622a992a3f95b5e1a4fcdf08a0e47ed5fc13361ec789fc1bbd65c9c2f"  # of the SDK's signer (botocore 1.44.5)
MOTO = engine("moto", "moto_server", "KAWARABAN_MOTO_SERVER")


class Double:
    def __init__(self, status=200, value=None, headers=()):
        self.said, self.asked = (status, value if value is not None else {"MessageId": "m-1"}, headers), []

    def answer(self, method, path, _query, headers, body):
        self.asked.append((method, path, headers, json.loads(body)))
        return self.said


def send(url):
    ses = Ses(url=url, region="ap-northeast-1", credentials=KEYS, address="news@kakuu.example", clock=lambda: NOW)
    return ses.send(sender="news+mark@kakuu.example", recipient="a@kakuu.example", message=MESSAGE)


def test_the_message_goes_out_byte_for_byte_signed():
    double = Double()
    with serving(double) as url:
        answer = send(url)

    ((method, path, headers, body),) = double.asked
    assert (answer.state, answer.detail) == (State.SENT, "SES m-1")
    assert (method, path) == ("POST", "/v2/email/outbound-emails")
    assert base64.b64decode(body["Content"]["Raw"]["Data"]) == MESSAGE
    assert body["Destination"] == {"ToAddresses": ["a@kakuu.example"]}
    assert {name.lower(): text for name, text in headers.items()}["authorization"].startswith("AWS4-HMAC-SHA256 ")


@pytest.mark.parametrize(
    ("status", "kind", "state"),
    [
        (429, "TooManyRequestsException", State.DEFERRED),
        (400, "BadRequestException", State.FAILED),
        (500, "InternalFailure", State.UNKNOWN),
        (503, "ServiceUnavailable", State.UNKNOWN),
    ],
)
def test_an_answer_about_one_mail_is_a_state(status, kind, state):
    with serving(Double(status, {"message": "no"}, [("x-amzn-ErrorType", f"{kind}:http://x/")])) as url:
        assert send(url).state is state


@pytest.mark.parametrize("kind", ["MessageRejected", "AccountSuspendedException", "LimitExceededException"])
def test_an_answer_about_us_stops_the_run(kind):
    with serving(Double(400, {"__type": f"ses#{kind}", "message": "no"})) as url, pytest.raises(UsageError, match=kind):
        send(url)


def test_an_answer_that_is_none_leaves_the_mail_in_doubt():
    with serving(Double(200, b"<html>")) as url:
        assert send(url).state is State.UNKNOWN


def test_a_server_that_is_not_there_stops_the_run():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(UsageError, match="SES"):
        send(f"http://127.0.0.1:{port}")


def test_the_signature_is_the_one_that_amazons_own_sdk_makes():
    headers = signed_headers(
        "POST",
        "https://email.ap-northeast-1.amazonaws.com/v2/email/outbound-emails",
        b"{}",
        region="ap-northeast-1",
        credentials=KEYS,
        now=NOW,
    )

    assert headers["authorization"].rpartition("Signature=")[2] == SIGNATURE


@pytest.mark.slow
@pytest.mark.skipif(not MOTO, reason="needs moto_server (make handoff-env)")
def test_moto_takes_the_message_as_amazon_would():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([MOTO, "-H", "127.0.0.1", "-p", str(port)], stdout=sys.stderr, stderr=sys.stderr)
    try:
        _wait_for(url)
        with pytest.raises(UsageError, match="MessageRejected"):
            send(url)
        _verify(url)
        answer = send(url)
    finally:
        process.terminate()
        process.wait(timeout=20)

    assert answer.state is State.SENT


def _wait_for(url):
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{url}/moto-api/", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("moto did not start")


def _verify(url):
    body = json.dumps({"EmailIdentity": "kakuu.example"}).encode()
    target = f"{url}/v2/email/identities"
    headers = signed_headers("POST", target, body, region="ap-northeast-1", credentials=KEYS, now=NOW)
    urllib.request.urlopen(urllib.request.Request(target, data=body, headers=headers), timeout=5).close()
