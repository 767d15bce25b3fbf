"""What an administrator is asked for."""

from __future__ import annotations

import json

import pytest

from ossdrop.config.admin_note import AdminNote, Line, console_url, policy_text


def statement(text: str) -> dict[str, object]:
    policy = json.loads(text)
    assert policy["Version"] == "1"
    (found,) = policy["Statement"]
    assert found["Effect"] == "Allow"
    return dict(found)


def test_only_putting_and_getting_in_one_folder_is_asked_for() -> None:
    found = statement(policy_text("my-assets", "ai/prod"))
    assert found["Action"] == ["oss:PutObject", "oss:GetObject"]
    assert found["Resource"] == ["acs:oss:*:*:my-assets/ai/prod/*"]


def test_deleting_is_asked_for_where_it_is_wanted() -> None:
    found = statement(policy_text("my-assets", "p", may_delete=True))
    assert found["Action"] == [
        "oss:PutObject",
        "oss:GetObject",
        "oss:DeleteObject",
        "oss:AbortMultipartUpload",
    ]


def test_a_note_asks_for_its_own_folder() -> None:
    note = AdminNote("my-assets", "p", "cn-beijing")
    assert note.policy == policy_text("my-assets", "p")
    assert AdminNote("", "p", "").policy == policy_text("BUCKET", "p")
    assert note.policy_url.startswith("https://ram.console.aliyun.com/")


@pytest.mark.parametrize(
    ("region", "bucket", "page"),
    [
        ("cn-beijing", "my-assets", "bucket/oss-cn-beijing/my-assets/overview"),
        ("", "my-assets", "bucket"),
        ("cn-beijing", "", "bucket"),
    ],
)
def test_the_console_opens_at_the_bucket_where_that_is_known(
    region: str, bucket: str, page: str
) -> None:
    assert console_url(region, bucket) == f"https://oss.console.aliyun.com/{page}"


def test_a_note_says_what_is_known_and_nothing_else() -> None:
    note = AdminNote("my-assets", "p", "cn-beijing", "LTAI****0001")
    lines = note.text().splitlines()
    assert lines[0] == Line.PLEASE.value
    assert "my-assets" in lines[1]
    assert sum(not line for line in lines) == 2
    assert lines[-1] == note.policy_url
    assert not any("%1" in line for line in lines)
    assert len(AdminNote("", "p", "").text().splitlines()) == len(lines) - 3


def test_a_policy_is_written_as_people_read_it() -> None:
    assert policy_text("b", "p").splitlines()[:3] == ["{", '  "Version": "1",', '  "Statement": [']


def test_translations_know_each_sentence_by_its_name() -> None:
    assert Line.PLEASE.key == "note.please"
    assert len({line.key for line in Line}) == len(Line)
