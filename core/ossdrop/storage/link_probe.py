"""Whether a link opens: one byte fetched through it, with nothing but the link."""

from __future__ import annotations

import requests
import urllib3.exceptions

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.links import Link
from ossdrop.network.answers import Limits
from ossdrop.network.errors import network_error
from ossdrop.network.proxies import proxies_for
from ossdrop.network.sessions import CONNECT_TIMEOUT_S, Session
from ossdrop.storage.service_errors import answer_of, foreign_answer, service_error

_WITHIN_S = 30.0


def probe(link: Link) -> None:
    """Raise the error of a link that does not open. A HEAD would not do: the method is signed."""
    if link.url.startswith("oss://"):
        raise OssDropError(ErrorCode.LINK_UNCHECKABLE)
    try:
        with Session(1, Limits(_WITHIN_S)) as session:
            answer = session.get(
                link.url,
                headers={"Range": "bytes=0-0"},
                timeout=CONNECT_TIMEOUT_S,
                allow_redirects=False,
                proxies=proxies_for(link.url),
            )
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise network_error(error) from None
    # An empty object has no first byte: 416 says that it is there.
    if answer.headers.get("x-oss-request-id") is None:
        raise foreign_answer(answer.status_code)
    if answer.status_code not in (200, 206, 416):
        raise service_error(answer_of(answer.status_code, answer.content))
