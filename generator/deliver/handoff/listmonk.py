"""listmonk: a campaign with both parts, made once, started once (its documented API, /api/campaigns and /api/lists).

listmonk sends to its own list and sets its own list headers. A campaign carries a name that belongs to these bytes:
when we die between making and starting it, the next run finds it instead of making a second one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from ...errors import UsageError
from . import web
from .message import Campaign

_PAGE = 50
_TO_BE_STARTED = ("draft", "paused")
_UNDER_WAY = ("running", "scheduled", "finished")  # of the statuses that its API documents, all but "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listmonk:
    """Where listmonk is, who we are there, and which list gets the mail."""

    url: str
    user: str
    token: str = field(repr=False)
    list_id: int
    template_id: int | None = None  # a template that holds nothing but {{ template "content" . }}
    deadline: float = web.DEADLINE

    def audience(self) -> int:
        """Give how many subscribers the list has."""
        found = self._call("GET", f"/api/lists/{self.list_id}")
        count = found.get("subscriber_count") if isinstance(found, dict) else None
        if not isinstance(count, int):
            raise UsageError(f"listmonk のリスト {self.list_id} の人数が分かりません。")
        return count

    def hand_over(self, campaign: Campaign) -> str:
        """Make the campaign and start it, each only if it was not done before; give listmonk's number for it.

        UsageError where it does not go out: somebody cancelled it, or listmonk says something we do not know.
        """
        known = self._find(campaign.name)
        if known is None:
            known = self._call("POST", "/api/campaigns", self._body(campaign))
        number, status = known.get("id"), known.get("status")
        if not isinstance(number, int):
            raise UsageError("listmonk がキャンペーンの番号を返しませんでした。")
        if status in _TO_BE_STARTED:
            started = self._call("PUT", f"/api/campaigns/{number}/status", {"status": "running"})
            status = started.get("status") if isinstance(started, dict) else None
        if status not in _UNDER_WAY:
            raise UsageError(
                f"listmonk のキャンペーン {number} は配信されていません(状態: {status})。"
                "listmonk の画面で確かめてください。取り消されたものは始め直せません。"
                "送るのであれば listmonk でそのキャンペーンを消し、--resume で実行してください。"
            )
        return str(number)

    def _find(self, name: str) -> dict[str, Any] | None:
        """Give the campaign of exactly this name; listmonk searches names and subjects loosely."""
        query = urlencode({"query": name, "page": 1, "per_page": _PAGE, "no_body": "true"})
        found = self._call("GET", f"/api/campaigns?{query}")
        results = found.get("results") if isinstance(found, dict) else None
        for one in results or []:
            if isinstance(one, dict) and one.get("name") == name:
                return one
        return None

    def _body(self, campaign: Campaign) -> dict[str, Any]:
        body = {
            "name": campaign.name,
            "subject": campaign.subject,
            "lists": [self.list_id],
            "from_email": campaign.sender,
            "type": "regular",
            "content_type": "html",
            "messenger": "email",
            "body": literal(campaign.html),
            "altbody": literal(campaign.text),
        }
        return body if self.template_id is None else body | {"template_id": self.template_id}

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {
            "Authorization": f"token {self.user}:{self.token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        address = self.url.rstrip("/") + path
        try:
            reply = web.request(method, address, headers=headers, body=data, deadline=self.deadline)
        except (web.Unreached, web.Unanswered) as error:
            raise UsageError(f"listmonk: {error} もう一度 --resume で実行してください(二重には作りません)。") from error
        answer = reply.json()
        if reply.status != 200 or not isinstance(answer, dict) or "data" not in answer:  # noqa: PLR2004 - HTTP's OK
            said = answer.get("message", "") if isinstance(answer, dict) else ""
            raise UsageError(f"listmonk が受け付けません({method} {path.partition('?')[0]}: {reply.status} {said})。")
        return answer["data"]


def literal(text: str) -> str:
    """Keep a text from being read as a template: listmonk runs bodies through Go's html/template."""
    return text.replace("{{", '{{ "{{" }}')
