"""What IT sends, in the forms it comes in."""

from __future__ import annotations

import pytest

from ossdrop.config.paste import API_KEY, KEY_ID, KEY_SECRET, looks_swapped, read_pasted
from ossdrop.config.settings import BUCKET, ENDPOINT, REGION

ID, SECRET = "LTAI5tPasteTestPasteTest", "abcdefghij0123456789ABCDEFGHIJ"
MODEL_KEY = "sk-0123456789abcdef0123456789abcdef"
ENV = (
    f"# for you\n{BUCKET}=my-assets\nexport {REGION}='cn-beijing'\n{KEY_ID}={ID}\n"
    f"{KEY_SECRET}={SECRET}\nOTHER=1\n"
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            ENV,
            {BUCKET: "my-assets", REGION: "cn-beijing", KEY_ID: ID, KEY_SECRET: SECRET},
        ),
        (
            f"\ufeffAccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n",
            {KEY_ID: ID, KEY_SECRET: SECRET},
        ),
        (
            f'User Name,AccessKey ID,AccessKey Secret\nli@x,"{ID}","{SECRET}"\n',
            {KEY_ID: ID, KEY_SECRET: SECRET},
        ),
        ("oss-cn-beijing", {REGION: "cn-beijing"}),
        ("  cn-hangzhou\n", {REGION: "cn-hangzhou"}),
        ("oss-cn-shanghai.aliyuncs.com", {REGION: "cn-shanghai"}),
        ("my-assets.oss-cn-beijing.aliyuncs.com", {BUCKET: "my-assets", REGION: "cn-beijing"}),
        (
            "https://My-assets.oss-cn-beijing.aliyuncs.com/a/cat.png?x-oss-signature=1",
            {BUCKET: "my-assets", REGION: "cn-beijing"},
        ),
        (
            "https://oss.console.aliyun.com/bucket/oss-cn-shenzhen/my-assets/object?path=a%2F",
            {BUCKET: "my-assets", REGION: "cn-shenzhen"},
        ),
        (
            "oss-cn-beijing-internal.aliyuncs.com",
            {REGION: "cn-beijing", ENDPOINT: "oss-cn-beijing-internal.aliyuncs.com"},
        ),
        (
            f"bucket 名称：my-assets，地域 cn-hangzhou，\nAccessKey ID：{ID}\nSecret：{SECRET}",
            {BUCKET: "my-assets", REGION: "cn-hangzhou", KEY_ID: ID, KEY_SECRET: SECRET},
        ),
        (f"{ID} {SECRET}", {KEY_ID: ID, KEY_SECRET: SECRET}),
        (
            "key: sk-0123456789abcdef0123456789abcdef",
            {API_KEY: "sk-0123456789abcdef0123456789abcdef"},
        ),
        ("Hello, how are you?", {}),
        ("", {}),
    ],
)
def test_a_pasted_text_fills_the_right_fields(text: str, values: dict[str, str]) -> None:
    assert read_pasted(text).values == values


def test_swapped_keys_are_noticed_and_put_right() -> None:
    assert looks_swapped(SECRET, f" {ID}")
    assert not looks_swapped(ID, SECRET)
    swapped = read_pasted(f"{KEY_ID}={SECRET}\n{KEY_SECRET}={ID}\n")
    assert swapped.values == {KEY_ID: ID, KEY_SECRET: SECRET}


def test_what_was_pasted_does_not_show_in_a_trace() -> None:
    assert SECRET not in repr(read_pasted(SECRET))
