"""Who may see the page: whoever comes with a one-time link, which only the program can make.

The link's ticket is made by whoever knows the secret of this home, and nobody is asked for it: no
request hands tickets out. It is good for one run of one practice bucket on one port, once, for a
minute. What the browser has after that is a cookie of this run.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ossdrop.program.socket_owner import is_mine

PREFIX = "/-/page/"  # no bucket's name begins with `-`
SIGN_IN_PATH = f"{PREFIX}sign-in"
TICKET_S = 60
_SESSION_S = 12 * 3600
_MOST_SESSIONS = 8
_MOST_COOKIES = 32
_LOOPBACK = "127.0.0.1"


@dataclass
class Session:
    """A browser that came with a ticket. `notice` is shown once: the name of what was deleted."""

    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    began_s: float = field(default_factory=time.monotonic)
    notice: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it was begun so long ago that it counts no more."""
        return time.monotonic() - self.began_s > _SESSION_S


class SignIn:
    """Tickets and sessions of one run of the practice bucket: they end with it."""

    def __init__(self, secret: str) -> None:
        self.run = secrets.token_hex(16)
        self._secret = secret
        self._used: set[str] = set()  # tickets of the person's own making: few
        self._sessions: deque[Session] = deque(maxlen=_MOST_SESSIONS)

    def enter(self, ticket: str, port: int) -> Session | None:
        """A session for whoever brings a ticket that is good; it is good for nobody after."""
        if not _is_good(ticket, self._secret, port, self.run) or ticket in self._used:
            return None
        self._used.add(ticket)
        session = Session()
        self._sessions.append(session)
        return session

    def session_of(self, cookie_headers: Iterable[str], port: int) -> Session | None:
        """The session that one of the cookies names.

        Programs on other ports can set cookies of this name too: each of them is tried.
        """
        for value in _cookies(cookie_headers, cookie_name(port)):
            found = [one for one in self._sessions if same(one.cookie, value)]
            if found and not found[0].is_over:
                return found[0]
        return None


def cookie_name(port: int) -> str:
    """The session's cookie. All ports of a host share their cookies: this name has its own."""
    return f"ossdrop-practice-{port}"


def make_ticket(secret: str, port: int, run: str) -> str:
    """A ticket for the practice bucket that listens on `port`, in this `run` of it."""
    said = f"{int(time.time())}.{secrets.token_urlsafe(32)}"
    return f"{said}.{_seal(secret, port, run, said)}"


def is_of_this_user(caller: object, port: int) -> bool:
    """Whether a connection, by its peer's address, comes from a program of this user.

    Where the system does not tell, the ticket and the cookie decide alone.
    """
    if sys.platform != "linux":
        return True
    if not isinstance(caller, tuple) or caller[0] != _LOOPBACK:
        return False
    return is_mine(caller[1], port)


def _is_good(ticket: str, secret: str, port: int, run: str) -> bool:
    said, _, seal = ticket.rpartition(".")
    if not same(_seal(secret, port, run, said), seal):
        return False
    age_s = time.time() - int(said.partition(".")[0])
    return -1 <= age_s <= TICKET_S


def _seal(secret: str, port: int, run: str, said: str) -> str:
    key = f"ossdrop practice page {secret}".encode()  # apart from requests and from proofs
    text = f"{port} {run} {said}".encode("utf-8", "surrogatepass")
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def _cookies(headers: Iterable[str], name: str) -> Iterator[str]:
    pairs = [pair.strip().partition("=") for header in headers for pair in header.split(";")]
    values = [value for key, _, value in pairs if key == name]
    yield from values[:_MOST_COOKIES]


def same(expected: str, provided: str) -> bool:
    """Compared in constant time, whatever characters were sent."""
    return hmac.compare_digest(expected.encode(), provided.encode("utf-8", "surrogatepass"))
