"""The practice bucket's port, which every program and web page on this computer can reach."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import resource
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
import requests

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.browsers import as_attachment, browser_headers
from ossdrop.practice.dashscope import BUCKET as TEMPORARY_BUCKET
from ossdrop.practice.home import BUCKET, open_home, runs, save_home
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from tests.conftest import API_KEY
from tests.hostile.programs import run
from tests.hostile.rude_server import RudeServer, Script, saying


class _Impostor(http.server.BaseHTTPRequestHandler):
    """Says that it is the practice bucket, and keeps what it is given."""

    taken: ClassVar[list[bytes]] = []

    def do_GET(self) -> None:
        said = self.headers.get("X-Practice-Challenge", "")
        answer = {"practice": "OssDrop", "owner": True, "proof": said}
        self._answer(json.dumps(answer).encode())

    def do_PUT(self) -> None:
        self.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("x-oss-request-id", "0" * 24)
        self.send_header("x-oss-hash-crc64ecma", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def impostor() -> Iterator[int]:
    """Another user's program on the practice bucket's port."""
    _Impostor.taken.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Impostor)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def test_who_only_says_so_gets_no_file(impostor: int, tmp_path: Path) -> None:
    home = replace(open_home(), port=impostor)
    save_home(home)
    assert not runs(home)
    (tmp_path / "private.txt").write_bytes(b"private")
    result = run(tmp_path, "ossdrop-cli", "upload", "--practice", "private.txt")
    assert _Impostor.taken == []
    assert result.returncode == 0  # it starts on another port instead
    assert f":{impostor}/" not in result.stdout


def test_a_proof_holds_for_its_port_only(impostor: int, tmp_path: Path) -> None:
    home = open_home()
    key = AccessKey(home.access_key_id, home.access_key_secret)
    with PracticeServer(ServiceConfig(tmp_path / "bucket", (key,))) as server:
        assert runs(replace(home, port=server.port))
        # What an impostor on another port could fetch from the real one is no proof there.
        challenge = {"X-Practice-Challenge": "00" * 32}
        url = f"http://127.0.0.1:{server.port}/-/practice"
        proof = requests.get(url, headers=challenge, timeout=5).json()["proof"]
        assert home.access_key_secret not in proof
        moved = requests.get(url, headers=challenge | {"Host": "127.0.0.1:1"}, timeout=5)
        assert moved.json()["proof"] == proof  # the Host header decides nothing


def form(policy: dict[str, object], key_id: str, secret: str, key: str) -> dict[str, str]:
    document = base64.b64encode(json.dumps(policy).encode()).decode()
    digest = hmac.new(secret.encode(), document.encode(), hashlib.sha1).digest()
    return {
        "key": key,
        "OSSAccessKeyId": key_id,
        "policy": document,
        "Signature": base64.b64encode(digest).decode(),
        "x-oss-object-acl": "public-read",
    }


@pytest.mark.parametrize("bucket", [BUCKET, TEMPORARY_BUCKET])
@pytest.mark.parametrize("secret", ["not-a-secret", "", "dashscope-upload"])
def test_a_form_of_ones_own_making_is_refused(
    practice: PracticeServer, bucket: str, secret: str
) -> None:
    policy = {"expiration": "2099-01-01T00:00:00.000Z", "conditions": []}
    fields = form(policy, "dashscope-upload", secret, "page.html")
    answer = requests.post(
        f"{practice.base_url}/{bucket}",
        data=fields,
        files={"file": ("page.html", b"<script>", "text/html")},
        timeout=5,
    )
    assert answer.status_code == 403
    assert not practice.service.store.buckets[bucket].objects


def granted(practice: PracticeServer) -> dict[str, str]:
    """What somebody with an API key is given."""
    answer = requests.get(
        f"{practice.base_url}/api/v1/uploads",
        params={"action": "getPolicy", "model": "wan"},
        headers={"Authorization": f"Bearer {API_KEY}"},
        timeout=5,
    )
    data: dict[str, str] = answer.json()["data"]
    return data


def test_a_granted_policy_is_for_its_own_bucket_only(practice: PracticeServer) -> None:
    data = granted(practice)
    document = json.loads(base64.b64decode(data["policy"]))
    fields = {
        "key": f"{data['upload_dir']}/a.html",
        "OSSAccessKeyId": data["oss_access_key_id"],
        "policy": data["policy"],
        "Signature": data["signature"],
        "bucket": TEMPORARY_BUCKET,
        "x-oss-object-acl": "private",
        "x-oss-forbid-overwrite": "true",
    }
    assert {"bucket": TEMPORARY_BUCKET} in document["conditions"]
    answer = requests.post(
        f"{practice.base_url}/{BUCKET}", data=fields, files={"file": b"x"}, timeout=5
    )
    assert answer.status_code == 403
    answer = requests.post(data["upload_host"], data=fields, files={"file": b"x"}, timeout=5)
    assert answer.status_code == 204


def test_the_upload_key_opens_nothing_else(practice: PracticeServer) -> None:
    import oss2

    data = granted(practice)
    auth = oss2.AuthV4(data["oss_access_key_id"], "not-a-secret")
    bucket = oss2.Bucket(auth, practice.base_url, TEMPORARY_BUCKET, region="cn-hangzhou")
    bucket.is_path_style = True
    with pytest.raises(oss2.exceptions.OssError) as raised:
        bucket.put_object("a", b"x")
    assert raised.value.status in (400, 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
def test_a_web_page_is_refused(
    practice: PracticeServer, method: str, headers: dict[str, str]
) -> None:
    for path in (f"/{BUCKET}/a", "/api/v1/uploads?action=getPolicy&model=wan", "/-/practice"):
        answer = requests.request(
            method,
            practice.base_url + path,
            headers=headers | {"Authorization": f"Bearer {API_KEY}"},
            timeout=5,
        )
        assert answer.status_code == 403, path
        assert b"AccessDenied" in answer.content
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("name", ["page.html", "page.xhtml", "picture.svg", "cat.png"])
def test_what_is_stored_runs_nothing_in_a_browser(practice: PracticeServer, name: str) -> None:
    import oss2

    key = practice.service.config.keys[0]
    auth = oss2.ProviderAuthV4(oss2.credentials.StaticCredentialsProvider(key.id, key.secret))
    bucket = oss2.Bucket(auth, practice.base_url, BUCKET, region="cn-hangzhou", is_path_style=True)
    kinds = {"html": "text/html", "xhtml": "application/xhtml+xml", "svg": "image/svg+xml"}
    kind = kinds.get(name.partition(".")[2], "image/png")
    bucket.put_object(name, b"<script>alert(1)</script>", headers={"Content-Type": kind})
    link = bucket.sign_url("GET", name, 60, slash_safe=True)
    # A person who clicks the link on a page of another site is no web page.
    clicked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = requests.get(link, headers=clicked, timeout=5)
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if name != "cat.png":
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.headers["Content-Disposition"].startswith("attachment")


def raw(practice: PracticeServer, *lines: bytes, body: bytes = b"") -> bytes:
    """What a request that no client makes gets for an answer."""
    head = b"\r\n".join((*lines, b"Host: 127.0.0.1", b"Content-Length: %d" % len(body)))
    with socket.create_connection(("127.0.0.1", practice.port), timeout=10) as caller:
        caller.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
        answer = b""
        while data := caller.recv(65536):
            answer += data
    return answer


ODD = {
    "header": (b"GET /practice-bucket/k HTTP/1.1", b"Authorization: OSS \xff\xfe:\xff"),
    "signature": (b"GET /practice-bucket/k HTTP/1.1", b"Authorization: OSS id:" + b"\xed\xa0\x80"),
    "v4": (
        b"GET /practice-bucket/k HTTP/1.1",
        b"Authorization: OSS4-HMAC-SHA256 Credential=\xff/\xff/cn-hangzhou/oss/"
        b"aliyun_v4_request,Signature=" + b"\xff" * 64,
        b"x-oss-content-sha256: UNSIGNED-PAYLOAD",
        b"x-oss-date: 20261124T000000Z",
    ),
    "date": (
        b"GET /practice-bucket/k HTTP/1.1",
        b"Authorization: OSS LTAI5tTestTestTestTest01:x",
        b"Date: Tue, 99999999999999999999924 Nov 2026 00:00:00 GMT",
    ),
    "query": (b"GET /practice-bucket/k?OSSAccessKeyId=x&Signature=&Expires=%D9%A1 HTTP/1.1",),
    "part": (b"PUT /practice-bucket/k?uploadId=%00&partNumber=1e9 HTTP/1.1",),
    "two origins": (
        b"GET /practice-bucket/k HTTP/1.1",
        b"Origin: null",
        b"Origin: http://127.0.0.1",
    ),
}


@pytest.mark.parametrize("name", list(ODD))
def test_a_request_that_no_client_makes_is_the_callers_fault(
    practice: PracticeServer, name: str
) -> None:
    answer = raw(practice, *ODD[name])
    assert answer.startswith(b"HTTP/1.1 4"), answer
    assert b"Traceback" not in answer


@pytest.mark.parametrize("shape", ["one large", "many"])
def test_a_form_that_fills_the_memory_is_refused(practice: PracticeServer, shape: str) -> None:
    field = b'--x\r\nContent-Disposition: form-data; name="%d"\r\n\r\n%s\r\n'
    body = field % (0, b"a" * 50_000_000) if shape == "one large" else b""
    body += b"".join(field % (number, b"a") for number in range(1000 if shape == "many" else 0))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(ConnectionError):  # it need not read all of it
        answer = raw(
            practice,
            b"POST /practice-bucket HTTP/1.1",
            b"Content-Type: multipart/form-data; boundary=x",
            body=body + b"--x--",
        )
        assert answer.startswith(b"HTTP/1.1 4")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 160 * 1024


@pytest.mark.parametrize("kind", ["text/xsl", "multipart/related", "application/xhtml+xml"])
def test_kinds_that_are_pages_by_another_name(kind: str) -> None:
    assert browser_headers(kind)["Content-Security-Policy"] == "sandbox"
    assert as_attachment(kind, 'inline; filename="a"') == 'attachment; filename="a"'


@pytest.mark.parametrize(
    "answer", [b"[" * 200_000, b'{"proof": 5}', b"[]", b"\xff", b'{"proof":"\xc3"}']
)
def test_who_proves_nothing_is_another_program(answer: bytes) -> None:
    with saying(
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer)
    ) as other:
        assert not runs(replace(open_home(), port=int(other.url.rpartition(":")[2])))


def test_who_takes_his_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ossdrop.practice.home._PROBE_TIMEOUT_S", 0.4)

    def trickle(server: RudeServer) -> Script:
        def script(_: bytes) -> Iterator[bytes]:
            yield b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
            while server.pause(0.05):
                yield b" "

        return script

    began_s = time.monotonic()
    with saying(trickle) as other:
        assert not runs(replace(open_home(), port=int(other.url.rpartition(":")[2])))
    assert time.monotonic() - began_s < 10
