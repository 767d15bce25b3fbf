"""DashScope's side of temporary storage: upload policies, with the service's rate limit.

Source: https://help.aliyun.com/zh/model-studio/get-temporary-file-url.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections import OrderedDict, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from ossdrop.models.catalogue import catalogue
from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange

PATH = "/api/v1/uploads"
BUCKET = "dashscope-file-mgr"
_KEY_ID = "dashscope-upload"
_MOST_REMEMBERED = 100_000
_REMEMBER_S = 3600  # expired policies, to say that they are


@dataclass
class DashScope:
    """The policy endpoint. `api_keys` maps each key to its account; `models=None`: those in use.

    Its uploads are signed with a key that is made anew each time, and good for nothing but the
    policies that were handed out.
    """

    api_keys: Mapping[str, str]
    models: frozenset[str] | None = None
    policy_lifetime_s: int = 300
    max_file_size_mb: int = 100
    policies_per_s: int = 100
    numbers_as_text: bool = False
    upload_key: AccessKey = field(
        default_factory=lambda: AccessKey(
            _KEY_ID, secrets.token_hex(16), actions=frozenset({"oss:PutObject"})
        )
    )
    _granted: defaultdict[tuple[str, str], deque[float]] = field(
        default_factory=lambda: defaultdict(deque), repr=False
    )
    _made_for: OrderedDict[str, str] = field(default_factory=OrderedDict, repr=False)  # by folder
    _policies: dict[str, float] = field(default_factory=dict, repr=False)  # when each expires

    def answer(self, exchange: Exchange, base_url: str) -> web.Response:
        """Answer GET /api/v1/uploads?action=getPolicy&model=M."""
        request = exchange.request
        account = self.account_of(exchange)
        if account is None:
            return self._error(exchange, 401, "InvalidApiKey", "Invalid API-key provided.")
        if request.query.get("action") != "getPolicy":
            return self._error(exchange, 400, "InvalidParameter", "Unknown action.")
        model = request.query.get("model", "")
        if not self.knows(model):
            return self._error(exchange, 404, "ModelNotFound", f"Model {model} does not exist.")
        if not self._grant(account, model, exchange.clock.now().timestamp()):
            return self._error(
                exchange, 429, "Throttling.RateQuota", "Requests rate limit exceeded."
            )
        return web.json_response(
            {
                "request_id": exchange.request_id,
                "data": self._policy(exchange, account, model, base_url),
            },
            headers={"Date": exchange.clock.http_date()},
        )

    def require_granted(self, key: AccessKey, bucket: str, policy: str) -> None:
        """Raise AccessDenied where this key is used for anything but a policy given out here."""
        if key is self.upload_key and (bucket != BUCKET or policy not in self._policies):
            raise ServiceError("AccessDenied", "This key is for the policies it came with.")

    def account_of(self, exchange: Exchange) -> str | None:
        """Who asks, by the API key; None for a wrong one, and for one of a token plan."""
        given = exchange.http.headers.get("Authorization", "")
        bearer = given.removeprefix("Bearer ").strip()
        return None if bearer.startswith("sk-sp-") else self.api_keys.get(bearer)

    def may_open(self, exchange: Exchange, key: str, model: str) -> bool:
        """Whether a file was stored for this model, by this account."""
        account = self.account_of(exchange) or ""
        made_for = self._made_for.get(key.rpartition("/")[0], model)  # not known after a restart
        return key.split("/")[1:2] == [_folder_of(account)] and made_for == model

    def knows(self, model: str) -> bool:
        """Whether there is a model of this name."""
        if self.models is None:
            known = catalogue()
            return known.find(model) is not None and known.find_retired(model) is None
        return model in self.models

    def _grant(self, account: str, model: str, now: float) -> bool:
        """Whether one more policy fits into the last second of this account and model."""
        granted = self._granted[account, model]
        while granted and granted[0] <= now - 1.0:
            granted.popleft()
        if len(granted) >= self.policies_per_s:
            return False
        granted.append(now)
        return True

    def _policy(
        self, exchange: Exchange, account: str, model: str, base_url: str
    ) -> dict[str, object]:
        now = exchange.clock.now()
        day = f"dashscope-instant/{_folder_of(account)}/{now:%Y-%m-%d}"
        folder = f"{day}/{exchange.request_id.lower()}"
        self._made_for[folder] = model
        if len(self._made_for) > _MOST_REMEMBERED:
            self._made_for.popitem(last=False)
        expires_at = now + timedelta(seconds=self.policy_lifetime_s)
        conditions = [
            ["content-length-range", 0, self.max_file_size_mb * 1024**2],
            ["starts-with", "$key", folder],
            {"bucket": BUCKET},
            {"x-oss-object-acl": "private"},
            {"x-oss-forbid-overwrite": "true"},
        ]
        document = {
            "expiration": expires_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "conditions": conditions,
        }
        policy = base64.b64encode(json.dumps(document).encode()).decode()
        self._remember(policy, now.timestamp())
        digest = hmac.new(self.upload_key.secret.encode(), policy.encode(), hashlib.sha1).digest()
        numbers: dict[str, int] = {
            "expire_in_seconds": self.policy_lifetime_s,
            "max_file_size_mb": self.max_file_size_mb,
            "capacity_limit_mb": 999_999_999,
        }
        return {
            "policy": policy,
            "signature": base64.b64encode(digest).decode(),
            "upload_dir": folder,
            "upload_host": f"{base_url}/{BUCKET}",
            **{n: str(v) if self.numbers_as_text else v for n, v in numbers.items()},
            "oss_access_key_id": self.upload_key.id,
            "x_oss_object_acl": "private",
            "x_oss_forbid_overwrite": "true",
        }

    def _remember(self, policy: str, now: float) -> None:
        for old in [p for p, expired_at in self._policies.items() if expired_at < now]:
            del self._policies[old]
        self._policies[policy] = now + self.policy_lifetime_s + _REMEMBER_S

    @staticmethod
    def _error(exchange: Exchange, status: int, code: str, message: str) -> web.Response:
        return web.json_response(
            {"code": code, "message": message, "request_id": exchange.request_id},
            status=status,
            headers={"Date": exchange.clock.http_date()},
        )


def _folder_of(account: str) -> str:
    return hashlib.sha256(account.encode()).hexdigest()[:32]
