"""What an operation of the service is: what asks for it, who may do it, and who answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from aiohttp import web

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange

Handler = Callable[[Exchange], Awaitable[web.StreamResponse]]


class Scope(Enum):
    """What a request is addressed to."""

    SERVICE = "service"
    BUCKET = "bucket"
    OBJECT = "object"


@dataclass(frozen=True)
class Operation:
    """An operation, by the name that it has in the service's documentation.

    `sub_resources` are the query parameters that ask for it, as `name` or `name=value`; `header`
    is one that makes it another operation than it were without. `handler=None` refuses it.
    """

    name: str
    scope: Scope
    method: str
    sub_resources: frozenset[str]
    action: str
    handler: Handler | None = None
    header: str = ""
    anonymous_read: bool = False
    is_form: bool = False  # which carries its signature itself

    @property
    def parameters(self) -> frozenset[str]:
        """The names of the query parameters that ask for it."""
        return frozenset(entry.partition("=")[0] for entry in self.sub_resources)


def not_implemented(what: str) -> ServiceError:
    """The service's own error for `what` is not done here."""
    return ServiceError("NotImplemented", f"{what} is not part of the practice bucket.")
