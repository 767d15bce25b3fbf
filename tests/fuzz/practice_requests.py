"""Requests that a practice bucket may get: nearly right, signed or not, and as bytes on the wire.

`python -m tests.fuzz.practice_requests --count 100000` sends them to a running one and says what is
wrong with an answer: an error of its own (5xx), one that is not the service's XML, a hang, growth.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import random
import re
import select
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.operations import SUB_RESOURCES
from ossdrop.practice.request import parse_request
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.practice.signature import _canonical_request_v4, signing_key
from tests.platforms import most_memory_kib

KEY = AccessKey("fuzz-key", "fuzz-secret")
BUCKET, REGION = "practice-bucket", "cn-hangzhou"
NO_ANSWER_S, PATIENCE_S = 10, 0.05
METHODS = ("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW")
KEYS = (b"k", b"big", b"log", b"a/b", b"%00", b"%0C", b"%ff", b"\xff", b"%E7%8C%AB", b"", b"/")
VALUES = (
    *("", "0", "1", "2", "-1", "abc", "1e9", "٣", "9" * 30, "1000", "10001", "yes", "a/", "\x0c"),
    *("url", "null", "CgJiYw--", "bytes=0-4", "bytes=2-", "bytes=-2", "bytes=9-1", "bytes=x-y"),
    *("Tue, 24 Nov 2026 00:00:00 GMT", "2026-11-24", "Tue, 99 Nov 99999 00:00:00 -0000"),
    *("/practice-bucket/k", "practice-bucket/k", "/none/k", "public-read", "REPLACE", "819200"),
    *("k=v&k=w", "k=v", "add", "1B2M2Y8AsgTpgAmY7PhCfg=="),
)
_PARAMETERS = """
    max-keys max-parts max-uploads marker key-marker upload-id-marker part-number-marker
    partNumber uploadId position prefix delimiter encoding-type continuation-token start-after
    list-type x-oss-traffic-limit response-content-type response-expires unknown versionId
"""
_HEADERS = """
    Range Content-MD5 If-Match If-Modified-Since x-oss-copy-source Expires Content-Type Origin
    x-oss-copy-source-range x-oss-object-acl x-oss-tagging x-oss-complete-all x-oss-callback
    x-oss-forbid-overwrite x-oss-metadata-directive x-oss-traffic-limit x-oss-meta-a
    x-oss-storage-class x-oss-range-behavior x-oss-acl x-oss-copy-source-if-match
"""
PARAMETERS, HEADERS = _PARAMETERS.split(), _HEADERS.split()
HOSTS = (b"127.0.0.1", b"localhost:1", b"\xff\xfe", b"", b"practice-bucket.localhost", b"[::1")
ODD = (b"\0", b"\xff", b"\r\n", b" ", b"%", b"\x0c", b":", b"9" * 30, b"\xe7")
BODIES = (
    b"",
    b"x",
    bytes(5000),
    b"<Delete><Object><Key>k</Key></Object></Delete>",
    b"<Delete><Quiet>true</Quiet><Object><Key>\x0c&#12;</Key></Object></Delete>",
    b"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
    b"<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
    b"<a>" * 3000,
    b"<?xml version='1.0' encoding='utf-16'?><a/>",
    b"\xff\xfe<",
)
POLICIES: tuple[object, ...] = (
    None,
    [],
    {},
    5,
    {"expiration": None, "conditions": None},
    {"expiration": "2099-01-01T00:00:00", "conditions": []},
    {"expiration": "2099-01-01T00:00:00.000Z", "conditions": []},
    {"expiration": "2099-01-01T00:00:00.000Z", "conditions": [None, {}, [], ["eq"]]},
    {"expiration": "2099-01-01T00:00:00.000Z", "conditions": {"a": 1}},
    {"expiration": "2099-01-01T00:00:00.000Z", "conditions": [["content-length-range", 0, 9]]},
    {"expiration": "2099-01-01T00:00:00.000Z", "conditions": [["eq", "$key", {}], ["in", "a", 1]]},
)
NO_HTTP = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET http://127.0.0.1/practice-bucket/k HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"PUT /practice-bucket/k HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 3000 + b"\r\n",
)


@dataclass(frozen=True)
class Sent:
    """A request as bytes; one that is not whole may be owed no answer."""

    method: str
    data: bytes
    is_whole: bool


def request_of(chance: random.Random) -> Sent:
    """One request, nearly right."""
    if chance.random() < 0.02:
        return Sent("", _damaged(chance.choice(NO_HTTP), chance), is_whole=False)
    if chance.random() < 0.05:
        return Sent("POST", _form(chance), is_whole=True)
    method = chance.choice(METHODS[:5] if chance.random() < 0.95 else METHODS)
    target, headers = _target(chance), _headers(chance)
    body = chance.choice(BODIES) if chance.random() < 0.5 else b""
    if chance.random() < 0.8:
        headers = [*headers, *_signed(method, target, headers)]
    lines = [f"{method} ".encode() + target + b" HTTP/1.1", *(b": ".join(h) for h in headers)]
    lines.append(b"Content-Length: %d" % len(body))
    data = b"\r\n".join(lines) + b"\r\n\r\n" + body
    if chance.random() < 0.1:
        return Sent(method, _damaged(data, chance), is_whole=False)
    return Sent(method, data, is_whole=True)


def _target(chance: random.Random) -> bytes:
    path = b"/" + chance.choice((BUCKET.encode(), b"other-bucket", b"X", b"", b"\xff", b"-"))
    if chance.random() < 0.7:
        path = b"/" + BUCKET.encode() + b"/" + chance.choice(KEYS)
    names = [chance.choice(PARAMETERS) for _ in range(chance.randrange(3))]
    names += [chance.choice(sorted(SUB_RESOURCES)) for _ in range(chance.choice((0, 0, 1, 1, 2)))]
    pairs = [f"{name}={_quoted(chance.choice(VALUES))}" for name in names]
    return path + (b"?" + "&".join(pairs).encode() if pairs else b"")


def _quoted(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode())


def _headers(chance: random.Random) -> list[tuple[bytes, bytes]]:
    host = b"127.0.0.1" if chance.random() < 0.9 else chance.choice(HOSTS)
    values = [value for value in VALUES if value.isprintable()]
    found = {name: chance.choice(values) for name in chance.sample(HEADERS, chance.randrange(4))}
    return [(b"Host", host), *((n.encode(), v.encode()) for n, v in found.items())]


def _signed(
    method: str, target: bytes, headers: list[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """Headers that sign a request, so that it gets past the signature."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    own = [(b"x-oss-date", stamp.encode()), (b"x-oss-content-sha256", b"UNSIGNED-PAYLOAD")]
    words = {
        name.decode().lower(): value.decode("utf-8", "surrogateescape").strip()
        for name, value in (*headers, *own)
    }
    try:
        request = parse_request(method, target.decode("utf-8", "surrogateescape"), words, {})
    except ServiceError:
        return []
    scope = f"{stamp[:8]}/{REGION}/oss/aliyun_v4_request"
    digest = hashlib.sha256(_canonical_request_v4(request, []).encode("utf-8", "replace"))
    text = "\n".join(["OSS4-HMAC-SHA256", stamp, scope, digest.hexdigest()])
    key = signing_key(KEY.secret, stamp[:8], REGION)
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    words_ = f"OSS4-HMAC-SHA256 Credential={KEY.id}/{scope},Signature={signature}"
    return [*own, (b"Authorization", words_.encode())]


def _form(chance: random.Random) -> bytes:
    policy = base64.b64encode(json.dumps(chance.choice(POLICIES)).encode()).decode()
    signature = hmac.new(KEY.secret.encode(), policy.encode(), hashlib.sha1).digest()
    fields = {
        "key": chance.choice(("k", "${filename}", "", "/a", "\x0c")),
        "policy": policy,
        "OSSAccessKeyId": KEY.id,
        "Signature": base64.b64encode(signature).decode(),
        chance.choice(("x-oss-object-acl", "success_action_status", "a")): chance.choice(VALUES),
    }
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(part.format(name, value) for name, value in fields.items())
    body += part.format('file"; filename="f.txt', "content") + "--b--\r\n"
    if chance.random() < 0.3:
        body = _damaged(body.encode(), chance).decode("utf-8", "replace")
    content = body.encode()
    head = f"POST /{BUCKET} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(content)}\r\n"
    return head.encode() + b"Content-Type: multipart/form-data; boundary=b\r\n\r\n" + content


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(ODD) + data[at + chance.randrange(4) :]
    return data


@dataclass(frozen=True)
class Answer:
    """What came back; `status` is 0 where the connection was closed without a word."""

    status: int
    head: bytes
    body: bytes


NOTHING = Answer(0, b"", b"")


def fault_of(sent: Sent, answer: Answer) -> str:
    """What is wrong with an answer; '' where nothing is."""
    if answer.status == 0:
        return "no answer" if sent.is_whole else ""
    if answer.status >= 500 and answer.status != 501:
        return f"status {answer.status}"
    if b"cannot be understood" in answer.body:
        return "nobody thought of it"
    if answer.status < 400 or sent.method == "HEAD" or answer.body.startswith(b"{"):
        return ""
    try:
        root = ElementTree.fromstring(answer.body)
    except ElementTree.ParseError:
        return "no XML"
    missing = [name for name in ("Code", "RequestId", "HostId") if root.find(name) is None]
    return f"without {missing}" if missing else ""


class Caller:
    """A client that sends bytes over a connection that it keeps while it may."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, sent: Sent) -> Answer:
        """Send a request, and read one answer; raises TimeoutError where none comes."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), NO_ANSWER_S)
        try:
            self._socket.sendall(sent.data)
            if not sent.is_whole and not select.select([self._socket], [], [], PATIENCE_S)[0]:
                self._socket.shutdown(socket.SHUT_WR)  # it waits for more, which never comes
            answer = _read(self._socket, sent.method)
        except ConnectionError:
            answer = NOTHING
        if not sent.is_whole or b"connection: close" in answer.head.lower() or not answer.status:
            self.close()
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _read(connection: socket.socket, method: str) -> Answer:
    received = b""
    while b"\r\n\r\n" not in received:
        if not (data := connection.recv(1 << 16)):
            return NOTHING
        received += data
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    has_body = method != "HEAD" and length is not None
    while has_body and len(body) < int(length[1]) and (data := connection.recv(1 << 16)):
        body += data
    return Answer(int(head.split(b" ", 2)[1]), head, body)


def faults(port: int, seeds: range) -> Iterator[tuple[int, str, bytes]]:
    """What is wrong with the answers to the requests of these seeds."""
    caller = Caller(port)
    for seed in seeds:
        sent = request_of(random.Random(seed))
        try:
            fault = fault_of(sent, caller.ask(sent))
        except TimeoutError:
            fault = "no answer in time"
            caller.close()
        if fault:
            yield seed, fault, sent.data
    caller.close()


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the seed to begin with")
    options = parser.parse_args()
    found: Counter[str] = Counter()
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        PracticeServer(ServiceConfig(Path(folder), (KEY,), refuse_v1=False)) as server,
    ):
        third = options.count // 3
        sizes = []
        for part in range(3):
            begin = options.first + part * third
            for seed, fault, data in faults(server.port, range(begin, begin + third)):
                found[fault] += 1
                if found[fault] <= 5:
                    print(f"{seed}: {fault}: {data[:300]!r}", flush=True)
            sizes.append((most_memory_kib() // 1024, _handles()))
            print(f"{begin + third} requests: {sizes[-1][0]} MiB at most, {sizes[-1][1]} handles")
        print(f"{threading.active_count()} threads, {time.monotonic() - began:.0f} s")
    print(dict(found) or "nothing wrong")
    return 1 if found else 0


def _handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if sys.platform == "linux" else 0


if __name__ == "__main__":
    sys.exit(_main())
