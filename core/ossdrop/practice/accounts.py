"""AccessKeys of the practice bucket, each with the actions it may perform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ossdrop.practice.errors import ServiceError

PUT_AND_GET = frozenset({"oss:PutObject", "oss:GetObject"})
"""The permissions of the RAM user that the customer's document recommends."""


@dataclass(frozen=True)
class AccessKey:
    """An AccessKey pair; `actions=None` allows everything, as for an account's own key."""

    id: str
    secret: str
    actions: frozenset[str] | None = None
    security_token: str | None = None
    token_expires_at: datetime | None = None
    enabled: bool = True
    account_disabled: bool = False

    def __repr__(self) -> str:
        return f"AccessKey({self.id!r})"

    def require_action(self, action: str) -> None:
        """Raise AccessDenied unless this key may perform `action`."""
        if self.account_disabled:
            raise ServiceError("UserDisable", "UserDisable")
        if self.actions is not None and action not in self.actions:
            raise ServiceError(
                "AccessDenied",
                "You have no right to access this object because of bucket acl.",
                elements=(("AuthAction", action),),
            )

    def require_token(self, token: str | None, now: datetime) -> None:
        """Raise unless `token` is this key's own STS token and still valid at `now`."""
        if token is None and self.security_token is None:
            return
        if self.security_token is None:
            raise ServiceError(
                "AccessDenied", "AccessKeyId and SecurityToken do not match.", ec="0002-00000505"
            )
        expired = self.token_expires_at is not None and now >= self.token_expires_at
        if token != self.security_token or expired:
            raise ServiceError(
                "InvalidSecurityToken", "The security token you provided is invalid."
            )
