"""What an administrator is asked for: least rights for one bucket and one folder.

The window hands in its translation; the command line says it in English.

The permissions are those of docs/security.md: put and get, nothing else is needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ossdrop.printable import filled


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


class Line(Enum):
    """The sentences of the note, in English; `%1` is filled in."""

    @property
    def key(self) -> str:
        """By which translations know it."""
        return f"note.{self.name.lower()}"

    PLEASE = "Please help me to upload files to our OSS bucket."
    CAUSE = "What happens: %1"
    BUCKET = "Bucket: %1"
    REGION = "Region: %1"
    FOLDER = "Folder: %1"
    ACCESS_KEY = "AccessKey ID: %1"
    REQUEST = "Request ID: %1"
    POLICY = "This RAM policy is all that is needed:"
    WHERE = (
        "In the console: RAM › Policies › Create › JSON, paste it; then RAM › Users › the user of "
        "this AccessKey › Permissions › add the policy."
    )


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

    def text(self, say: Callable[[Line], str] = lambda line: str(line.value)) -> str:
        """The note as it is sent; no secret is in it. `say` translates a sentence."""
        facts = (
            (Line.CAUSE, self.cause),
            (Line.BUCKET, self.bucket),
            (Line.REGION, self.region),
            (Line.FOLDER, self.prefix),
            (Line.ACCESS_KEY, self.masked_id),
            (Line.REQUEST, self.request_id),
        )
        known = [filled(say(line), value) for line, value in facts if value]
        rest = (say(Line.POLICY), self.policy, "", say(Line.WHERE), self.policy_url)
        return "\n".join([say(Line.PLEASE), *known, "", *rest])

    @property
    def policy_url(self) -> str:
        """Where an administrator makes a policy."""
        return "https://ram.console.aliyun.com/policies/new"


def console_url(region: str, bucket: str) -> str:
    """The page of a bucket in the console."""
    if not region or not bucket:
        return "https://oss.console.aliyun.com/bucket"
    return f"https://oss.console.aliyun.com/bucket/oss-{region}/{bucket}/overview"
