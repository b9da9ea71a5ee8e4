"""What went wrong on the network, in words that tell an editor what to do."""

from __future__ import annotations

import http.client
import ssl
from datetime import datetime

from ..text import to_jst
from .addresses import UnresolvableError
from .transport import ForbiddenAddressError, ProxyError, TooLargeError
from .unpack import DamagedPackingError, UnknownPackingError

TOO_MANY_REDIRECTS = "転送が続いて文書にたどり着けません。ブラウザで開き、新しいアドレスを feeds.yml に書いてください。"
REDIRECT_NOWHERE = "転送先のない転送が返りました。時間をおいても続くなら、サイトに尋ねてください。"
REDIRECT_INSIDE = (
    "転送先が組織内などの公開されていないアドレスのため、取得しませんでした。"
    "そこでよければ、転送先を feeds.yml の url に書いてください。"
)
REDIRECT_BAD = (
    "転送先が取得できないアドレス(http・https でないもの、利用者名やパスワードの入ったものなど)です。"
    "ブラウザで開き、いまのアドレスを feeds.yml に書いてください。"
)
BAD_ADDRESS = "取得できないアドレスです。http:// か https:// で始まる正しいアドレスにしてください。"
USER_IN_ADDRESS = "利用者名やパスワードの入ったアドレスは使えません。アドレスから取り除いてください。"


class BadAddressError(ValueError):
    """An address that is not asked; the message says why in Japanese."""


# The first that fits counts: the narrower kinds stand above the wider ones.
_INSIDE = (
    "組織内などの公開されていないアドレスを指しているため、取得しませんでした。"
    "試験用のサーバなら --allow-private-addresses を付けてください。"
)
_PROXY = (
    "プロキシを通れません。環境変数 HTTP_PROXY・HTTPS_PROXY・NO_PROXY と、プロキシの側の許可を確かめてください"
    "(使えるのは http:// のプロキシです)。"
)
_CERTIFICATE = "サーバの証明書を確かめられません(期限切れか、別のサーバの証明書です)。ブラウザで確かめてください。"
_OF_ERROR: tuple[tuple[type[Exception], str], ...] = (
    (ForbiddenAddressError, _INSIDE),
    (ProxyError, _PROXY),
    (TooLargeError, "文書が大きすぎます(上限5MiB)。範囲の狭いフィードのアドレスに替えてください。"),
    (UnresolvableError, "サーバの名前を解決できません。アドレスの綴りとネットワークの接続を確かめてください。"),
    (TimeoutError, "時間内に応答がありませんでした。次の実行で改めて取得します。"),
    (ssl.SSLCertVerificationError, _CERTIFICATE),
    (ssl.SSLError, "暗号化された接続を始められません。アドレスの https:// を確かめてください。"),
    (ConnectionRefusedError, "接続が拒否されました。サーバが止まっているか、アドレスが違います。"),
    (ConnectionError, "接続が途中で切れました。次の実行で改めて取得します。"),
    (UnknownPackingError, "こちらが求めていない圧縮形式の文書が返りました。サイトに尋ねてください。"),
    (DamagedPackingError, "圧縮された文書が壊れていて開けません。次の実行で改めて取得します。"),
    (http.client.HTTPException, "HTTPとして読めない応答でした。アドレスとポート番号を確かめてください。"),
    (OSError, "サーバに接続できません。ネットワークの接続とアドレスを確かめてください。"),
    (ValueError, BAD_ADDRESS),
)
_OF_STATUS = {
    202: "準備中という応答(202)でした。自動取得を拒む仕組みかもしれません。ブラウザで開けるか確かめてください。",
    204: "中身のない応答(204)でした。アドレスを確かめてください。",
    206: "文書の一部だけの応答(206)でした。次の実行で改めて取得します。",
    304: "変更なし(304)という応答でしたが、前回の文書がありません。次の実行で改めて取得します。",
    401: "認証を求められました(401)。公開のフィードではありません。",
    403: "取得を拒まれました(403)。自動取得を認めないサイトなら、feeds.yml で enabled: false にしてください。",
    404: "見つかりません(404)。フィードのアドレスが変わっていないか、サイトで確かめてください。",
    410: "公開が終わっています(410)。feeds.yml から外すか、enabled: false にしてください。",
    429: "取得の回数が多すぎるという応答(429)でした。",
}


def of_error(error: Exception) -> str:
    """Give the sentence for an error of the network."""
    if isinstance(error, BadAddressError):
        return str(error)
    return next(sentence for kind, sentence in _OF_ERROR if isinstance(error, kind))


def of_status(status: int, retry_at: datetime | None) -> str:
    """Give the sentence for an HTTP status that is no document."""
    sentence = _OF_STATUS.get(status) or (
        f"サーバの側で誤りが起きています({status})。次の実行で改めて取得します。"
        if status >= 500  # noqa: PLR2004 (RFC 9110 15.6)
        else f"文書ではない応答({status})でした。アドレスを確かめてください。"
    )
    wait = f"{to_jst(retry_at):%Y/%m/%d %H:%M}までは取得しません。" if retry_at else ""
    return sentence + wait
