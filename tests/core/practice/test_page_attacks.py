"""Who else can reach the port: any web page, any program, any other user of this computer."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator

import oss2
import pytest
import requests

from ossdrop.errors import ErrorCode, OssDropError
from ossdrop.practice import sign_in
from ossdrop.practice.home import page_link
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.sign_in import SIGN_IN_PATH, SignIn, cookie_name, is_of_this_user, make_ticket
from tests.conftest import BUCKET, KEY_SECRET
from tests.core.practice.person import BROWSER, Person, home_of
from tests.hostile.rude_server import saying

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PATHS = (
    "/",
    f"/-/page/bucket?bucket={BUCKET}",
    f"/-/page/object?bucket={BUCKET}&key=secret.png",
    f"/-/page/object?bucket={BUCKET}&key=secret.png&ask=1",
    f"/-/page/file?bucket={BUCKET}&key=secret.png",
    f"/-/page/file?bucket={BUCKET}&key=secret.png&save=1",
    f"/-/page/delete?bucket={BUCKET}&key=secret.png",
    "/-/page/",
    "/-/page/none",
)


@pytest.fixture
def person(practice: PracticeServer, bucket: oss2.Bucket) -> Iterator[Person]:
    """The person, who has one picture."""
    bucket.put_object("secret.png", b"their bytes", headers={"Content-Type": "image/png"})
    made = Person(practice)
    yield made
    made.close()


@pytest.fixture
def stranger(practice: PracticeServer, person: Person) -> Iterator[Person]:
    """Somebody with a browser and no link."""
    made = Person(practice, signed_in=False)
    yield made
    made.close()


def tells_nothing(answer: requests.Response) -> bool:
    return not any(word in answer.text for word in ("secret.png", "their bytes", "dashscope"))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_without_the_link_nothing_is_shown_or_done(
    practice: PracticeServer, stranger: Person, path: str, method: str
) -> None:
    answer = stranger.session.request(method, stranger.base + path, timeout=5)
    assert answer.status_code in (400, 403, 405)
    assert tells_nothing(answer)
    assert "Set-Cookie" not in answer.headers
    assert "secret.png" in practice.service.store.buckets[BUCKET].objects


def test_who_comes_without_the_link_is_told_how_to_get_one(stranger: Person) -> None:
    stranger.open("/")
    assert "This page is opened from OssDrop" in stranger.text
    assert "ossdrop-cli practice --page" in stranger.text


def test_a_link_works_once(practice: PracticeServer, stranger: Person) -> None:
    link = page_link(home_of(practice))
    assert stranger.open(link).url == f"{practice.base_url}/"
    second = Person(practice, signed_in=False)
    assert second.open(link).status_code == 403
    assert "used already" in second.text
    assert tells_nothing(second.answer)
    assert "Set-Cookie" not in second.answer.headers
    assert stranger.open(link).url == f"{practice.base_url}/"  # who is in already stays in
    second.close()


@pytest.mark.parametrize(("age_s", "works"), [(0, True), (59, True), (62, False), (-5, False)])
def test_a_link_works_for_a_minute(
    practice: PracticeServer,
    stranger: Person,
    monkeypatch: pytest.MonkeyPatch,
    age_s: int,
    works: bool,
) -> None:
    link, now_s = page_link(home_of(practice)), time.time()
    monkeypatch.setattr(sign_in.time, "time", lambda: now_s + age_s)
    assert (stranger.open(link).status_code == 200) is works


def wrong_tickets(practice: PracticeServer) -> dict[str, str]:
    port, run = practice.port, practice.service.page.sign_in.run
    good = make_ticket(KEY_SECRET, port, run)
    said, _, seal = good.rpartition(".")
    later = f"{int(said.partition('.')[0]) + 50}.{said.partition('.')[2]}"
    return {
        "none": "",
        "dots": "..",
        "another secret": make_ticket("guess", port, run),
        "another port": make_ticket(KEY_SECRET, port + 1, run),
        "another run": make_ticket(KEY_SECRET, port, "0" * 32),
        "a later time": f"{later}.{seal}",
        "no seal": f"{said}.",
        "half a seal": f"{said}.{seal[:32]}",
        "characters": "\udcff.\U0001f600.猫",
        "long": "9" * 8000,
        "a number that is none": f"٣.x.{seal}",
    }


def test_nobody_else_can_make_a_link(practice: PracticeServer, stranger: Person) -> None:
    for name, ticket in wrong_tickets(practice).items():
        answer = stranger.session.get(
            stranger.base + SIGN_IN_PATH,
            params={"ticket": ticket.encode("utf-8", "surrogatepass")},
            timeout=5,
        )
        assert answer.status_code in (400, 403), name
        assert tells_nothing(answer), name
        assert not stranger.session.cookies, name


def test_the_proof_that_anybody_may_ask_for_makes_no_link(
    practice: PracticeServer, stranger: Person
) -> None:
    """It is made with the same secret, over words that the asker chooses."""
    run, port = practice.service.page.sign_in.run, practice.port
    said = f"{int(time.time())}.nonce"
    for challenge in (f"{run} {said}", said, f"{port} {run} {said}"):
        answer = requests.get(
            f"{practice.base_url}/-/practice",
            headers={"X-Practice-Challenge": challenge},
            timeout=5,
        )
        proof = json.loads(answer.text)["proof"]
        assert stranger.open(f"{SIGN_IN_PATH}?ticket={said}.{proof}").status_code == 403


def test_another_program_on_the_port_gets_no_link(practice: PracticeServer) -> None:
    said = json.dumps({"practice": "OssDrop", "proof": "0" * 64, "run": "0" * 32}).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said)
    with saying(answer) as impostor:
        from dataclasses import replace

        home = replace(home_of(practice), port=int(impostor.url.rpartition(":")[2]))
        with pytest.raises(OssDropError) as raised:
            page_link(home)
    assert raised.value.code is ErrorCode.PRACTICE_FAILED


def test_the_cookie_is_for_this_page_only(practice: PracticeServer, stranger: Person) -> None:
    answer = stranger.open(page_link(home_of(practice)), allow_redirects=False)
    cookie = answer.headers["Set-Cookie"]
    name, _, rest = cookie.partition("=")
    value, *attributes = rest.split("; ")
    assert name == cookie_name(practice.port)
    assert str(practice.port) in name  # all ports of a host share their cookies
    assert len(value) >= 43
    assert {one.lower() for one in attributes} == {"httponly", "path=/", "samesite=strict"}
    assert answer.content == b""


def test_cookies_that_others_set_lock_nobody_out(practice: PracticeServer, person: Person) -> None:
    name = cookie_name(practice.port)
    own = person.session.cookies[name]
    for sent in (f"{name}=x; {name}={own}", f'a="; {name}={own}', f"{name}=\xff; {name}={own}"):
        raw = sent.encode("latin-1").decode("latin-1")
        answer = requests.get(person.base, headers=BROWSER | {"Cookie": raw}, timeout=5)
        assert answer.status_code == 200
    for sent in (f"{name}={own[:-1]}", f"{name}=", f"other={own}", f"{name}={own}x"):
        answer = requests.get(person.base, headers=BROWSER | {"Cookie": sent}, timeout=5)
        assert answer.status_code == 403


def test_a_session_ends_with_the_practice_bucket(practice: PracticeServer, person: Person) -> None:
    fresh = SignIn(KEY_SECRET)
    sent = [f"{cookie_name(1)}={person.session.cookies[cookie_name(practice.port)]}"]
    assert fresh.session_of(sent, 1) is None
    ticket = make_ticket(KEY_SECRET, 1, practice.service.page.sign_in.run)
    assert fresh.enter(ticket, 1) is None  # nor is a link of the one before any good


def test_a_session_ends_by_itself(
    practice: PracticeServer, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = time.monotonic()
    monkeypatch.setattr(sign_in.time, "monotonic", lambda: now_s + 11 * 3600)
    assert person.open("/").status_code == 200
    monkeypatch.setattr(sign_in.time, "monotonic", lambda: now_s + 13 * 3600)
    assert person.open("/").status_code == 403


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is known whose it is")
def test_another_user_gets_nothing_even_with_link_and_cookie(
    practice: PracticeServer, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = page_link(home_of(practice))
    monkeypatch.setattr(sign_in, "is_mine", lambda *_: False)
    for path in (*PATHS, link):
        answer = person.open(path, allow_redirects=False)
        assert answer.status_code == 403
        assert "<Code>AccessDenied</Code>" in answer.text
        assert tells_nothing(answer)
    monkeypatch.undo()
    assert person.open(link).status_code == 200  # nor did he use the link up


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is known whose it is")
def test_a_connection_from_another_address_is_nobodys(practice: PracticeServer) -> None:
    with socket.create_connection(
        ("127.0.0.1", practice.port), timeout=5, source_address=("127.0.0.2", 0)
    ) as caller:
        caller.sendall(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/html\r\n"
            b"Connection: close\r\n\r\n" % practice.port
        )
        answer = caller.makefile("rb").read()
    assert b"AccessDenied" in answer


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is known whose it is")
def test_a_port_alone_says_not_whose_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.2:5000 may be another user's while 127.0.0.1:5000 is the person's own browser."""
    monkeypatch.setattr(sign_in, "is_mine", lambda *_: True)
    assert is_of_this_user(("127.0.0.1", 5000), 1)
    for caller in (("127.0.0.2", 5000), ("::1", 5000, 0, 0), None, "127.0.0.1"):
        assert not is_of_this_user(caller, 1)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}"]
)
def test_a_name_that_leads_here_shows_nothing(person: Person, host: str) -> None:
    """DNS rebinding: to a browser, a page of evil.example is of one origin with what is here."""
    named = {"Host": host.format(port=person.practice.port)}
    cookie = {"Cookie": f"{cookie_name(person.practice.port)}={'x' * 43}"}
    own = person.session.cookies[cookie_name(person.practice.port)]
    for sent in (cookie, {"Cookie": f"{cookie_name(person.practice.port)}={own}"}):
        for path in PATHS:
            answer = requests.get(person.base + path, headers=BROWSER | named | sent, timeout=5)
            assert answer.status_code in (400, 403), path
            assert tells_nothing(answer)
            assert "text/html" not in answer.headers["Content-Type"]


def test_two_hosts_are_none(practice: PracticeServer, person: Person) -> None:
    cookie = f"{cookie_name(practice.port)}={person.session.cookies[cookie_name(practice.port)]}"
    with socket.create_connection(("127.0.0.1", practice.port), timeout=5) as caller:
        caller.sendall(
            f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{practice.port}\r\nHost: evil.example\r\n"
            f"Accept: text/html\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = caller.makefile("rb").read()
    assert answer.split(b" ")[1] == b"400"
    assert b"secret.png" not in answer


FOREIGN: list[dict[str, str | None]] = [
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": None},
    {"Origin": None, "Sec-Fetch-Site": None},
    {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Content-Type": "text/plain"},
    {"Content-Type": "multipart/form-data; boundary=x"},
    {"Content-Type": None},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_of_another_page_deletes_nothing(
    practice: PracticeServer, person: Person, headers: dict[str, str | None]
) -> None:
    """Though it has the cookie, and even the secret word of the page's own form."""
    person.open(f"/-/page/object?bucket={BUCKET}&key=secret.png&ask=1")
    target, fields = person.form()
    answer = person.post(target, headers, data=f"csrf={fields['csrf']}")
    if "Content-Type" not in headers:
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        answer = person.post(target, sent, data=f"csrf={fields['csrf']}")
    assert answer.status_code == 403
    assert "secret.png" in practice.service.store.buckets[BUCKET].objects


@pytest.mark.parametrize("body", ["", "csrf=", "csrf=x", "csrf=%F0%9F%98%80", "x=y", "a=1&" * 9])
def test_a_form_without_its_word_deletes_nothing(
    practice: PracticeServer, person: Person, body: str
) -> None:
    other = Person(practice)
    other.open(f"/-/page/object?bucket={BUCKET}&key=secret.png&ask=1")
    target, fields = other.form()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for sent in (body, f"csrf={fields['csrf']}"):  # that of another session is no better
        assert person.post(target, kind, data=sent).status_code == 403
    assert person.open(target).status_code in (404, 405)
    assert person.open(f"{target}&csrf={fields['csrf']}").status_code in (404, 405)
    assert "secret.png" in practice.service.store.buckets[BUCKET].objects
    assert other.post(target, data=fields).status_code == 200
    assert "secret.png" not in practice.service.store.buckets[BUCKET].objects
    other.close()


def test_a_form_without_an_end_is_given_up(person: Person) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    target = f"/-/page/delete?bucket={BUCKET}&key=secret.png"
    assert person.post(target, kind, data="csrf=" + "a" * 100_000).status_code == 400
    assert person.post(target, kind, data=b"\xff\xfe").status_code == 400
    assert person.post(target, kind, data="a=1&" * 900).status_code == 400


@pytest.mark.parametrize("query", ["key=%ff%fe", "a=b&" * 500, "key=%ED%A0%80", "%", "&&=;="])
def test_a_query_that_no_page_makes(person: Person, query: str) -> None:
    answer = person.open(f"/-/page/object?{query}")
    assert answer.status_code in (400, 404)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin", "websocket"])
def test_other_pages_load_nothing_of_it(person: Person, site: str, mode: str) -> None:
    """A page on another port of this computer is of the same site: it does send the cookie."""
    for path in PATHS:
        answer = person.open(path, headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode})
        assert answer.status_code == 403
        assert tells_nothing(answer)


def test_every_answer_says_what_a_browser_may_do_with_it(
    practice: PracticeServer, person: Person, stranger: Person
) -> None:
    answers = [person.open(path) for path in PATHS]
    answers += [stranger.open(path) for path in (*PATHS, SIGN_IN_PATH)]
    answers += [person.open("/-/page/icon.svg")]
    answers += [stranger.open(page_link(home_of(practice)), allow_redirects=False)]
    for answer in answers:
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert "Access-Control-Allow-Origin" not in headers
        if answer.status_code != 303:
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'")
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert "script-src" not in policy
            assert "<script" not in answer.text


@pytest.mark.parametrize("header", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_a_browser_that_looks_ahead_uses_no_link_up(
    practice: PracticeServer, stranger: Person, header: dict[str, str]
) -> None:
    link = page_link(home_of(practice))
    assert stranger.open(link, headers=header).status_code == 503
    stranger.session.head(link, timeout=5)
    assert stranger.open(link).url == f"{practice.base_url}/"


def test_few_are_signed_in_at_once(practice: PracticeServer, person: Person) -> None:
    for _ in range(8):
        Person(practice).close()
    assert person.open("/").status_code == 403  # the newest eight are
    assert len(practice.service.page.sign_in._sessions) == 8


def test_an_answer_is_looked_for_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    real = sign_in.hmac.compare_digest
    monkeypatch.setattr(
        sign_in.hmac, "compare_digest", lambda a, b: compared.append((a, b)) or real(a, b)
    )
    one = SignIn("secret")
    session = one.enter(make_ticket("secret", 1, one.run), 1)
    assert session is not None
    one.session_of([f"{cookie_name(1)}=guess"], 1)
    assert compared[-1] == (session.cookie.encode(), b"guess")
    assert len(compared) == 2
