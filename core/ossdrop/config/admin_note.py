"""What an administrator is asked for: least rights for one bucket and one folder.

The permissions are those of docs/security.md: put and get, nothing else is needed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass


def policy_text(bucket: str, prefix: str, *, may_delete: bool = False) -> str:
    """The RAM policy for exactly one folder of one bucket, as JSON."""
    actions = ["oss:PutObject", "oss:GetObject"]
    if may_delete:
        actions += ["oss:DeleteObject", "oss:AbortMultipartUpload"]
    statement = {
        "Effect": "Allow",
        "Action": actions,
        "Resource": [f"acs:oss:*:*:{bucket}/{prefix}/*"],
    }
    return json.dumps({"Version": "1", "Statement": [statement]}, indent=2)


@dataclass(frozen=True)
class AdminNote:
    """What an administrator needs to know; secrets are not part of it."""

    bucket: str
    prefix: str
    region: str
    masked_id: str = ""
    cause: str = ""
    request_id: str = ""

    @property
    def policy(self) -> str:
        """The RAM policy that is asked for."""
        return policy_text(self.bucket or "BUCKET", self.prefix)

    @property
    def policy_url(self) -> str:
        """Where an administrator makes a policy."""
        return "https://ram.console.aliyun.com/policies/new"


def console_url(region: str, bucket: str) -> str:
    """The page of a bucket in the console."""
    if not region or not bucket:
        return "https://oss.console.aliyun.com/bucket"
    return f"https://oss.console.aliyun.com/bucket/oss-{region}/{bucket}/overview"
