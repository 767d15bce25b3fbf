"""What an administrator is asked for: least rights for one bucket and one folder.

The permissions are those of docs/security.md: put and get, nothing else is needed.
"""

from __future__ import annotations

import json


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


def console_url(region: str, bucket: str) -> str:
    """The page of a bucket in the console."""
    if not region or not bucket:
        return "https://oss.console.aliyun.com/bucket"
    return f"https://oss.console.aliyun.com/bucket/oss-{region}/{bucket}/overview"
