"""Amazon SES, API version 2: a Sender like smtp, so that ledger, copies and refusals stay ours.

Our own signature (Signature Version 4) instead of an SDK of some 80 MB: it is one HMAC chain, and a test compares it
with the SDK's. SES passes our List-* headers on as they are.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from ...errors import UsageError
from ..ledger import State
from ..smtp import Answer
from . import web

_PATH = "/v2/email/outbound-emails"
_OK, _SERVER_FAULT, _TOO_FAST = 200, 500, 429
_RECIPIENTS_FAULT = frozenset({"BadRequestException"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """Who we are to AWS."""

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ses:
    """SES in one region; ``clock`` gives the moment that a request is signed for."""

    url: str  # https://email.ap-northeast-1.amazonaws.com
    region: str
    credentials: Credentials
    address: str  # From
    clock: Callable[[], datetime]
    deadline: float = web.DEADLINE

    def send(self, *, sender: str, recipient: str, message: bytes) -> Answer:
        """Hand one message over; UsageError where SES takes nothing from us at all."""
        body = json.dumps(
            {
                "FromEmailAddress": self.address,
                "Destination": {"ToAddresses": [recipient]},
                "FeedbackForwardingEmailAddress": sender,
                "Content": {"Raw": {"Data": base64.b64encode(message).decode("ascii")}},
            }
        ).encode()
        url = self.url.rstrip("/") + _PATH
        headers = signed_headers("POST", url, body, region=self.region, credentials=self.credentials, now=self.clock())
        try:
            return _answer(web.request("POST", url, headers=headers, body=body, deadline=self.deadline))
        except web.Unreached as error:
            raise UsageError(f"Amazon SES: {error}") from error
        except web.Unanswered as error:
            return Answer(state=State.UNKNOWN, detail=str(error))


def _answer(reply: web.Reply) -> Answer:
    found = reply.json()
    answer = found if isinstance(found, dict) else {}
    kind = (
        reply.headers.get("x-amzn-errortype", "").partition(":")[0] or str(answer.get("__type", "")).rpartition("#")[2]
    )
    said = f"{reply.status} {kind} {answer.get('message', answer.get('Message', ''))}".strip()[:500]
    if reply.status == _OK and answer.get("MessageId"):
        return Answer(state=State.SENT, detail=f"SES {answer['MessageId']}")
    if reply.status == _OK or reply.status >= _SERVER_FAULT:
        return Answer(state=State.UNKNOWN, detail=said)
    if reply.status == _TOO_FAST:
        return Answer(state=State.DEFERRED, detail=said)
    if kind in _RECIPIENTS_FAULT:
        return Answer(state=State.FAILED, detail=said)
    raise UsageError(f"Amazon SES が送信を受け付けません: {said}")  # our sender, quota or key: it concerns everybody


def signed_headers(
    method: str, url: str, body: bytes, *, region: str, credentials: Credentials, now: datetime
) -> dict[str, str]:
    """Give the headers of a signed request (AWS Signature Version 4, service ses)."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = {"content-type": "application/json", "host": urlsplit(url).netloc, "x-amz-date": stamp}
    if credentials.session_token:
        headers["x-amz-security-token"] = credentials.session_token
    names = ";".join(sorted(headers))
    request = "\n".join([method, urlsplit(url).path, "", _canonical(headers), names, _sha256(body)])
    scope = f"{stamp[:8]}/{region}/ses/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{_sha256(request.encode())}"
    key = f"AWS4{credentials.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    signature = hmac.digest(key, to_sign.encode(), hashlib.sha256).hex()
    authorization = (
        f"AWS4-HMAC-SHA256 Credential={credentials.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return headers | {"authorization": authorization}


def _canonical(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
