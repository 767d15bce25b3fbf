"""The page for people, over HTTP: what is in the practice bucket, and what may be done with it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import oss2
import pytest
import requests

from ossdrop.practice.accounts import AccessKey
from ossdrop.practice.dashscope import BUCKET as TEMPORARY
from ossdrop.practice.link_ends import LinkEnd, LinkEnds, nothing_given
from ossdrop.practice.page_words import CHINESE, ENGLISH, words_for
from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from ossdrop.practice.stored import ObjectRecord
from tests.conftest import BUCKET
from tests.core.practice.conftest import bucket_at
from tests.core.practice.person import BROWSER, Person

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
OWN = "qianwen-uploads/20261124/0123456789abcdef0123456789abcdef_"


@pytest.fixture
def person(practice: PracticeServer) -> Iterator[Person]:
    """Somebody who came by the program's link."""
    made = Person(practice)
    yield made
    made.close()


def put(bucket: oss2.Bucket, key: str, content: bytes, kind: str, **headers: str) -> None:
    bucket.put_object(key, content, headers={"Content-Type": kind, **headers})


def test_the_link_opens_the_page_and_leaves_the_address(
    practice: PracticeServer, person: Person
) -> None:
    assert person.answer.status_code == 200
    assert person.answer.url == f"{practice.base_url}/"
    (arrival,) = person.answer.history
    assert arrival.status_code == 303
    assert arrival.headers["Referrer-Policy"] == "no-referrer"
    assert "Nothing here yet" in person.text
    assert BUCKET in person.text
    assert person.open("/").status_code == 200  # and stays open


def test_buckets_and_objects_are_shown(person: Person, bucket: oss2.Bucket) -> None:
    put(bucket, f"{OWN}夏季 主视觉.png", PNG * 100_000, "image/png")
    put(bucket, "notes.txt", b"a", "text/plain; charset=utf-8")
    put(bucket, "report.pdf", b"%PDF", "application/pdf")
    person.open("/")
    assert "practice-bucket 3 files · 2.8 MB" in person.text
    assert f"Temporary storage {TEMPORARY} 0 files" in person.text
    row = "夏季 主视觉.png qianwen-uploads/20261124/ Picture (PNG) · 2.8 MB 2.8 MB Picture (PNG)"
    assert row in person.text
    assert "notes.txt Text (TXT) · 1 B" in person.text
    assert "report.pdf File (PDF) · 4 B" in person.text
    assert "0123456789abcdef" not in person.text  # of the name that the key has
    person.open(person.links_to("夏季 主视觉.png")[0])
    assert f"{OWN}夏季 主视觉.png" in person.text
    assert "Type image/png" in person.text
    assert "2.8 MB (2,800,000 B)" in person.text


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("inline; filename*=UTF-8''%E7%8C%AB%20%3Cb%3E.png", "猫 &lt;b&gt;.png"),
        ("attachment; filename*=utf-8''..%2F..%2Fcat%0A%1B.png; x=y", "cat��.png"),
        ("inline; filename*=UTF-8''%ff%fe", "��"),
        ('inline; filename="other.png"', "k.png"),
        ("filename*=UTF-8''", "k.png"),
    ],
)
def test_a_file_is_called_what_it_is_saved_as(
    person: Person, bucket: oss2.Bucket, stated: str, shown: str
) -> None:
    put(bucket, "k.png", PNG, "image/png", **{"Content-Disposition": stated})
    person.open("/")
    assert f">{shown}</a>" in person.answer.text
    person.open(person.links("open")[0])
    saved = person.open(person.links_to("Download")[0])
    assert "\n" not in saved.headers["Content-Disposition"]


def test_a_folder_is_one_click_away_and_so_is_the_way_back(
    person: Person, bucket: oss2.Bucket
) -> None:
    for key in ("a/b/1.txt", "a/2.txt", "3.txt"):
        put(bucket, key, b"a", "text/plain")
    person.open("/")
    person.open(person.links_to("a/b/")[0])
    assert "1.txt" in person.text
    assert "2.txt" not in person.text
    person.open(person.links_to("a")[0])
    assert "2.txt" in person.text
    assert "3.txt" not in person.text
    person.open(person.links_to("All files")[0])
    assert "3.txt" in person.text


def test_ten_thousand_objects_are_paged(practice: PracticeServer, person: Person) -> None:
    objects = practice.service.store.buckets[BUCKET].objects
    for number in range(10_000):
        key = f"猫 {number:05}.txt"
        objects[key] = ObjectRecord(key, (), 0, 0, "", time.time())
    person.open("/")
    assert "1–100 / 10,000 shown" in person.text
    assert not person.links_to("Previous")
    seen: list[str] = []
    while True:
        names = re.findall(r'class="open"[^>]*>([^<]*)<', person.answer.text)
        assert len(names) == 100
        seen += names
        following = person.links_to("Next")
        if not following:
            break
        person.open(following[0])
    assert seen == sorted(objects)
    assert "9,901–10,000 / 10,000 shown" in person.text
    person.open(person.links_to("Previous")[0])
    assert "9,801–9,900 / 10,000 shown" in person.text
    person.open(person.links("open")[0])
    assert "猫 09800.txt" in person.text
    person.open(person.links_to("‹ Back")[0])
    assert "9,801–9,900 / 10,000 shown" in person.text


def preview(person: Person, name: str) -> str:
    """The part of the page of an object that shows it."""
    person.open("/")
    person.open(person.links_to(name)[0])
    return person.answer.text.partition('<div class="preview">')[2].partition("<dl")[0]


@pytest.mark.parametrize(
    ("name", "kind", "tag"),
    [
        ("a.png", "image/png", "img"),
        ("a.jpg", "image/jpg", "img"),
        ("a.mp4", "video/mp4", "video"),
        ("a.mp3", "Audio/MPEG; x=y", "audio"),
    ],
)
def test_pictures_sound_and_video_are_shown(
    person: Person, bucket: oss2.Bucket, name: str, kind: str, tag: str
) -> None:
    content = bytes(range(256))
    put(bucket, name, content, kind)
    source = re.search(rf'<{tag} src="([^"]*)"', preview(person, name))
    assert source is not None
    address = source[1].replace("&amp;", "&")
    whole = person.open(address)
    assert whole.content == content
    expected = {"image/jpg": "image/jpeg", "Audio/MPEG; x=y": "audio/mpeg"}.get(kind, kind)
    assert whole.headers["Content-Type"] == expected
    assert whole.headers["Content-Disposition"].startswith("inline")
    part = person.open(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    assert part.headers["Content-Range"] == "bytes 10-19/256"
    saved = person.open(f"{address}&save=1")
    assert saved.content == content
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html"),
        ("a.svg", "image/svg+xml"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.xml", "text/xml"),
        ("a.js", "text/javascript"),
        ("a.json", "application/json"),
        ("a.txt", "text/plain"),
    ],
)
def test_text_of_any_kind_is_shown_as_text_and_sent_as_none(
    person: Person, bucket: oss2.Bucket, name: str, kind: str
) -> None:
    content = "<script>alert('猫')</script>\n\x1b[31mred"
    put(bucket, name, content.encode(), kind)
    shown = preview(person, name)
    assert "&lt;script&gt;alert(&#x27;猫&#x27;)&lt;/script&gt;\n�[31mred" in shown
    assert "<script" not in person.answer.text
    sent = person.open(f"/-/page/file?bucket={BUCKET}&key={name}")
    assert sent.content == content.encode()
    assert sent.headers["Content-Type"] == "application/octet-stream"
    assert sent.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert sent.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_long_text_is_shown_in_part(person: Person, bucket: oss2.Bucket) -> None:
    put(bucket, "long.txt", "猫".encode() * 100_000, "text/plain")
    assert len(preview(person, "long.txt")) < 30_000
    assert "Only the beginning is shown." in person.text


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("application/pdf", {}),
        ("image/x-icon", {}),
        ("", {}),
        ("image/png", {"Content-Encoding": "compress"}),
    ],
)
def test_what_no_preview_is_made_of_can_be_saved(
    person: Person, bucket: oss2.Bucket, kind: str, headers: dict[str, str]
) -> None:
    put(bucket, "a", b"bytes", kind, **headers)
    assert "No preview of this kind of file" in preview(person, "a")
    saved = person.open(person.links_to("Download")[0])
    assert saved.content == b"bytes"
    assert "attachment" in saved.headers["Content-Disposition"]


def test_an_object_is_deleted_after_a_question(
    practice: PracticeServer, person: Person, bucket: oss2.Bucket
) -> None:
    for name in ("cat.png", "dog.png"):
        put(bucket, name, PNG, "image/png")
    link = bucket.sign_url("GET", "cat.png", 60)
    person.open("/")
    person.open(person.links_to("cat.png")[0])
    person.open(person.links_to("Delete…")[0])
    assert "Delete “cat.png”?" in person.text
    assert "This cannot be undone." in person.text
    assert bucket.object_exists("cat.png")  # a link deletes nothing
    person.delete("cat.png")
    assert (person.answer.history[0].status_code, person.answer.status_code) == (303, 200)
    assert "“cat.png” is deleted" in person.text
    assert "1 file ·" in person.text
    assert not bucket.object_exists("cat.png")
    assert requests.get(link, timeout=5).status_code == 404
    assert practice.service.store.blobs.used_bytes == len(PNG)
    person.open("/")
    assert "is deleted" not in person.text


def test_more_buckets_and_one_that_is_gone(person: Person, bucket: oss2.Bucket) -> None:
    other = oss2.Bucket(bucket.auth, person.base, "a-bucket", region="cn-hangzhou")
    other.create_bucket()
    other.session.session.close()
    person.open("/")
    names = re.findall(r"<b>(?:[^<]*<small>)?([a-z-]+)", person.answer.text)
    assert names == [BUCKET, "a-bucket", TEMPORARY]
    bucket.delete_bucket()
    assert person.open("/").status_code == 200  # there is another one to show
    assert "a-bucket 0 files" in person.text


def test_what_is_gone_is_said(person: Person, bucket: oss2.Bucket) -> None:
    put(bucket, "cat.png", PNG, "image/png")
    person.open(f"/-/page/object?bucket={BUCKET}&key=cat.png&ask=1")
    target, fields = person.form()
    bucket.delete_object("cat.png")
    person.answer = person.post(target, data=fields)
    assert person.answer.status_code == 404
    assert "not here any more" in person.text
    for address in (target.replace("delete", "object"), "/-/page/bucket?bucket=none", "/-/page/x"):
        assert person.open(address).status_code == 404
        assert "not here any more" in person.text


NAMES = (
    "猫 😀 產品图.png",
    "\"'><img src=x onerror=alert(1)>",
    "<script>alert(1)<script>",
    "</title></style><script>alert(1)</script>",
    "100%25 %00&amp;&lt;+?#=;.png",
    "a\x01\x1b\x7f\u202e\n\r\tb",
    "javascript:alert(1)",
    " ",
    "folder//",
    "a" * 1023,
    "{% %s {0} $1 \\1",
)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_only_a_name(
    practice: PracticeServer, person: Person, bucket: oss2.Bucket, name: str
) -> None:
    objects = practice.service.store.buckets[BUCKET].objects
    put(bucket, name, b"a", "text/plain")
    put(bucket, "kept", b"a", "text/plain")
    person.open("/")
    for _ in range(3):  # the list, the object, the question
        body = person.answer.text
        for wrong in ("<script", "<img src=x", "\x1b", "\u202e", 'onerror=alert(1)>"'):
            assert wrong not in body
        assert len(re.findall(r"</title>|</style>", body)) == 2
        if "<form" in body:
            break
        # From the list to the object, from there to the question.
        ways = person.links("open") or person.links_to("Delete…")
        person.open(next(way for way in ways if "key=kept" not in way))
    target, fields = person.form()
    person.answer = person.post(target, data=fields)
    assert person.answer.status_code == 200
    assert list(objects) == ["kept"]


def test_half_a_character_in_a_record_costs_nothing_else(
    practice: PracticeServer, person: Person
) -> None:
    objects = practice.service.store.buckets[BUCKET].objects
    for key in ("a\ud800.txt", "b.txt"):
        objects[key] = ObjectRecord(key, (), 0, 0, "", 0.0, headers={"content-type": "text/plain"})
    person.open("/")
    assert "a�.txt" in person.text
    assert "b.txt" in person.text
    assert person.open(person.links("open")[0]).status_code == 200


def test_chinese_and_english(person: Person) -> None:
    person.open("/", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert '<html lang="zh-CN">' in person.answer.text
    assert "还没有文件" in person.text
    person.open("/", headers={"Accept-Language": "fr, en;q=0.1, zh;q=0"})
    assert "Nothing here yet" in person.text


@pytest.mark.parametrize(
    ("asked", "chinese"),
    [
        ("", False),
        ("en-US,zh-CN;q=0.9", False),
        ("zh-TW", True),
        ("de,zh;q=0.5,en;q=0.4", True),
        ("zh;q=x,en", False),
        (",;q=,,zh", True),
        ("zh;q=0", False),
    ],
)
def test_a_browser_says_which_language(asked: str, chinese: bool) -> None:
    assert words_for(asked) is (CHINESE if chinese else ENGLISH)


def test_both_languages_put_in_the_same() -> None:
    for field, english in vars(ENGLISH).items():
        chinese = getattr(CHINESE, field)
        assert chinese.count("%") == english.count("%") <= 1, field


def test_the_end_of_a_link_that_was_opened_is_known(
    practice: PracticeServer, person: Person, bucket: oss2.Bucket
) -> None:
    put(bucket, "cat.png", PNG, "image/png")
    person.open("/")
    assert "no link known" in person.text
    # One that was not opened, or whose signature is wrong, is not known.
    longer = bucket.sign_url("GET", "cat.png", 7200)
    assert requests.get(f"{longer}0", timeout=5).status_code == 403
    person.open("/")
    assert "no link known" in person.text
    assert requests.get(bucket.sign_url("GET", "cat.png", 1800), timeout=5).status_code == 200
    person.open("/")
    assert "29 min left" in person.text
    assert requests.get(longer, timeout=5).status_code == 200
    assert requests.get(bucket.sign_url("GET", "cat.png", 60), timeout=5).status_code == 200
    person.open("/")
    assert "1 h left" in person.text  # of the one that works longest
    practice.faults.clock_offset_s = 3 * 3600
    person.open("/")
    assert "expired" in person.text


def test_what_nobody_signed_is_no_link(person: Person, bucket: oss2.Bucket) -> None:
    put(bucket, "cat.png", PNG, "image/png", **{"x-oss-object-acl": "public-read"})
    false = f"{person.base}/{BUCKET}/cat.png?Signature=x&Expires=9999999999"
    assert requests.get(false, timeout=5).status_code == 200
    bucket.put_object_acl("cat.png", "private")
    person.open("/")
    assert "no link known" in person.text


def test_what_the_history_knows_is_shown(tmp_path: Path, access_key: AccessKey) -> None:
    asked: list[tuple[str, list[str]]] = []

    def given(bucket: str, keys: object, /) -> dict[str, LinkEnd]:
        asked.append((bucket, list(keys)))  # type: ignore[call-overload]
        return {"a": LinkEnd(datetime.now(UTC) + timedelta(days=3, minutes=1), timedelta(days=7))}

    config = ServiceConfig(tmp_path / "b", (access_key,), links_given=given)
    with PracticeServer(config) as server, bucket_at(server.base_url) as bucket:
        put(bucket, "a", b"a", "text/plain")
        put(bucket, "public", b"a", "text/plain", **{"x-oss-object-acl": "public-read"})
        person = Person(server)
        assert "3 days left" in person.text
        assert "public, no link needed" in person.text
        assert asked == [(BUCKET, ["a", "public"])]
        person.close()


def test_files_of_temporary_storage_have_their_48_hours(
    practice: PracticeServer, person: Person
) -> None:
    objects = practice.service.store.buckets[TEMPORARY].objects
    objects["k"] = ObjectRecord("k", (), 0, 0, "", time.time() - 3600)
    person.open(f"/-/page/bucket?bucket={TEMPORARY}")
    assert "47 h left" in person.text or "46 h left" in person.text


def test_links_that_are_remembered_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from ossdrop.practice.request import ServiceRequest

    monkeypatch.setattr("ossdrop.practice.link_ends._MOST_SEEN", 2)
    ends = LinkEnds(nothing_given, TEMPORARY)
    for key in "abc":
        ends.note(ServiceRequest("GET", "", BUCKET, key, {"Signature": "x", "Expires": "99"}, {}))
    ends.note(ServiceRequest("GET", "", BUCKET, "d", {"Signature": "x", "Expires": "9" * 30}, {}))
    assert [key for _, key in ends._seen] == ["b", "c"]


def test_bytes_that_are_thrown_away_are_said(access_key: AccessKey) -> None:
    with PracticeServer(ServiceConfig(None, (access_key,))) as server:
        with bucket_at(server.base_url) as bucket:
            put(bucket, "a.png", PNG, "image/png")
        person = Person(server)
        assert "keeps no bytes" in person.text
        person.open(person.links_to("a.png")[0])
        assert "keeps no bytes" in person.text
        assert person.open(f"/-/page/file?bucket={BUCKET}&key=a.png").status_code == 404
        person.close()


def test_clients_of_the_service_see_no_page(practice: PracticeServer, bucket: oss2.Bucket) -> None:
    service = oss2.Service(bucket.auth, practice.base_url, region="cn-hangzhou")
    listed = service.list_buckets()
    assert BUCKET in [one.name for one in listed.buckets]
    service.session.session.close()
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/xml"}):
        answer = requests.get(f"{practice.base_url}/", headers=headers, timeout=5)
        assert answer.status_code == 403
        assert "<Code>AccessDenied</Code>" in answer.text
    asked = BROWSER | {"Authorization": "OSS x:y"}
    answer = requests.get(f"{practice.base_url}/", headers=asked, timeout=5)
    assert "<Code>" in answer.text
    answer = requests.get(f"{practice.base_url}/?regions", headers=BROWSER, timeout=5)
    assert "<Code>" in answer.text
    answer = requests.head(f"{practice.base_url}/", headers=BROWSER, timeout=5)
    assert "x-oss-err" in answer.headers


def test_an_object_may_be_called_like_the_page(
    practice: PracticeServer, bucket: oss2.Bucket, localhost_names: None
) -> None:
    put(bucket, "-/page/bucket", b"an object", "text/plain")
    url = f"http://{BUCKET}.localhost:{practice.port}"
    provider = bucket.auth
    own_host = oss2.Bucket(provider, url, BUCKET, region="cn-hangzhou", is_cname=True)
    assert own_host.get_object("-/page/bucket").read() == b"an object"
    assert bucket.get_object("-/page/bucket").read() == b"an object"
    own_host.session.session.close()


def test_localhost_leads_to_the_page(practice: PracticeServer) -> None:
    answer = requests.get(
        f"{practice.base_url}/",
        headers=BROWSER | {"Host": f"localhost:{practice.port}"},
        timeout=5,
        allow_redirects=False,
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{practice.base_url}/")


def test_faults_that_are_asked_for_are_not_the_pages(
    practice: PracticeServer, person: Person, begin: Callable[..., PracticeServer]
) -> None:
    practice.faults.captive_portal = True
    before = len(practice.service.requests)
    assert "Nothing here yet" in (person.open("/").text)
    assert len(practice.service.requests) == before  # nor counted where requests are
