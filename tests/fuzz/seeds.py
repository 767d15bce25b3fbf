"""Something of each kind to begin with: what is nearly right goes deepest."""

from __future__ import annotations

from collections.abc import Mapping

SEEDS: Mapping[str, tuple[bytes, ...]] = {
    "env": (
        b"QWEN_TMP_OSS_BUCKET=my-bucket\nQWEN_TMP_OSS_REGION=cn-beijing\n",
        b"\xef\xbb\xbfexport QWEN_TMP_OSS_BUCKET='a' # b\r\nA=\"x\ny\"\n",
    ),
    "paste": (
        b"bucket: my-bucket region cn-beijing LTAI5tExampleExamplex7Qd",
        b"AccessKey ID,AccessKey Secret\nLTAI5tExampleExamplex7Qd,0123456789abcdefghij0123456789\n",
        b"https://b.oss-cn-beijing.aliyuncs.com/k?x-oss-credential=LTAI/2/cn-beijing/oss/x",
    ),
    "address": (b"https://oss-cn-beijing.aliyuncs.com:443/a", b"http://[::1]:80"),
    "endpoint": (b"my-bucket.oss-cn-beijing.aliyuncs.com", b"http://127.0.0.1:1", b"cn-beijing"),
    "base_url": (b"https://dashscope.aliyuncs.com/api/v1", b"http://localhost:7"),
    "region": (b"cn-beijing", b"none"),
    "proxy": (b"http://li:p@proxy.example:8080", b"proxy:1"),
    "history_import": (
        b'{"created_at": "2026-11-24T00:00:00+00:00", "profile": "default", "bucket": "my-bucket", '
        b'"region": "cn-beijing", "endpoint": "https://oss-cn-beijing.aliyuncs.com", '
        b'"endpoint_style": "virtual-host", "key": "k", "name": "n", "size": 1, "crc64": "1", '
        b'"content_type": "a/b", "source_path": "/a", "access_key": "x", "expires_s": 60, '
        b'"access_key_fingerprint": "2:x", "link_expires_at": "2026-11-24T00:00:00+00:00"}\n',
        b"name,bucket\na,b\n",
    ),
    "history_search": (b"cat \xe7\x8c\xab", b'"*'),
    "profiles": (
        b'{"active": "default", "profiles": [{"id": "default", "name": "", "kind": "found", '
        b'"env_file": null}]}',
    ),
    "preferences": (b'{"language": "en", "limit_bytes_per_s": 5}',),
    "checkpoint": (
        b'{"version": 1, "key": "k", "upload_id": "u", "part_size": 8388608, "profile": "default", '
        b'"destination": "d", "file": {"path": "2f61", "size_bytes": 1, "modified_ns": 1, "inode": 1}}\n'
        b'{"number": 1, "size_bytes": 5, "etag": "x", "crc64": 7}\n',
    ),
    "journal": (
        b'{"begin": 1, "path": "2f61", "name": "a", "folder": "", "queue": "default"}\n{"end": 1}\n',
    ),
    "command_notes": (b'{"path": "2f61", "key": "p/k", "is_out": false}\n',),
    "late_rows": (
        b'{"created_at": 1, "profile": "default", "bucket": "my-bucket", "region": "cn-beijing", '
        b'"endpoint_scheme": "https", "endpoint_host": "oss-cn-beijing.aliyuncs.com", '
        b'"endpoint_style": "virtual-host", "key": "p/a", "name": "a", "size_bytes": 1, '
        b'"content_type": "image/png", "crc64": "1", "source_path": "2f61", '
        b'"access_key_masked": "x", "access_key_fingerprint": "2:0", "expires_s": 60, '
        b'"link_expires_at": 2, "model": "", "is_imported": 0, "id": 0}\n',
    ),
    "single_instance": (b'{"files": ["/a"], "practice": false}\n',),
    "service_xml": (
        b"<Error><Code>AccessDenied</Code><Endpoint>oss-cn-x.aliyuncs.com</Endpoint></Error>",
    ),
    "policy": (
        b'{"data": {"policy": "x", "signature": "x", "upload_dir": "d", "upload_host": "https://h", '
        b'"expire_in_seconds": 300, "max_file_size_mb": "100", "oss_access_key_id": "i", '
        b'"x_oss_object_acl": "private", "x_oss_forbid_overwrite": "true"}}',
    ),
    "practice_request": (
        b"GET my-bucket/k?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=id/2/cn-hangzhou/"
        b"oss/aliyun_v4_request&x-oss-date=20261124T000000Z&x-oss-expires=60&x-oss-signature=0",
        b"\xe3GET my-bucket/k?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=id/2/"
        b"cn-hangzhou/oss/aliyun_v4_request&x-oss-date=20261124T000000Z&x-oss-expires=86400",
        b"PUT my-bucket/k\nAuthorization: OSS id:x\nDate: Tue, 24 Nov 2026 00:00:00 GMT\n",
        b"PUT b/k\nAuthorization: OSS4-HMAC-SHA256 Credential=id/2/cn-hangzhou/oss/"
        b"aliyun_v4_request,Signature=" + b"0" * 64 + b"\nx-oss-content-sha256: UNSIGNED-PAYLOAD\n",
    ),
    "practice_policy": (
        b'{"expiration": "2099-01-01T00:00:00.000Z", "conditions": [["starts-with", "$key", "a"], '
        b'{"bucket": "my-bucket"}, ["content-length-range", 0, 5]]}',
    ),
    "shown_text": (b"https://b/k?x=1 secret=abc \xe2\x80\xae", b"LTAI5tExampleExamplex7Qd"),
}
