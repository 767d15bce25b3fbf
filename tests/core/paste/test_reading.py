"""What IT sends, in the forms it comes in."""

from __future__ import annotations

import json
import time

import pytest

from ossdrop.config.credentials import TOKEN
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION, URL_EXPIRES
from ossdrop.paste.pasted import API_KEY, KEY_ID, KEY_SECRET, TOKEN_ENDS
from ossdrop.paste.reader import looks_swapped, read_pasted

ID, SECRET = "LTAI5tPasteTestPasteTest", "abcdefghij0123456789ABCDEFGHIJ"
MODEL_KEY = "sk-0123456789abcdef0123456789abcdef"
STS_ID, STS_SECRET = (
    "STS.NUgYrLnoC37mZZCNnAbez",
    "4mKJ7vrTBsEsC3SBnBwZ" + "0123456789abcdefghijklmn",
)
STS_TOKEN = "CAISjgJ1q6Ft5B2yfSjIr5bEIPHDu7Nqv9rbYn/yyvVaFVLl" * 4
KEYS = {KEY_ID: ID, KEY_SECRET: SECRET}
PLACE = {BUCKET: "my-assets", REGION: "cn-beijing"}
ALL = PLACE | KEYS
ENV = (
    f"# for you\n{BUCKET}=my-assets\nexport {REGION}='cn-beijing'\n{KEY_ID}={ID}\n"
    f"{KEY_SECRET}={SECRET}\nOTHER=1\n"
)
ONE_LINE = (
    f"DASHSCOPE_API_KEY={MODEL_KEY} {BUCKET}=my-assets {REGION}=cn-beijing {KEY_ID}={ID} "
    f"{KEY_SECRET}={SECRET}"
)
OSS_PAIR = f"OSS_ACCESS_KEY_ID={ID} OSS_ACCESS_KEY_SECRET={SECRET}"
STS = {
    "RequestId": "6894B13B-6D71-4EF5-88FA-F32781734A7F",
    "AssumedRoleUser": {"Arn": "acs:ram::1:role/oss/upload", "AssumedRoleId": "3"},
    "Credentials": {
        "SecurityToken": STS_TOKEN,
        "Expiration": "2026-11-25T09:52:19Z",
        "AccessKeySecret": STS_SECRET,
        "AccessKeyId": STS_ID,
    },
}
STS_VALUES = {
    KEY_ID: STS_ID,
    KEY_SECRET: STS_SECRET,
    TOKEN: STS_TOKEN,
    TOKEN_ENDS: "2026-11-25T09:52:19Z",
}
ALIYUN_CLI = {
    "current": "default",
    "profiles": [
        {
            "name": "default",
            "mode": "AK",
            "access_key_id": ID,
            "access_key_secret": SECRET,
            "sts_token": "",
            "region_id": "cn-beijing",
            "language": "zh",
        }
    ],
}
OSSUTIL = (
    "[Credentials]\nlanguage=CH\n"
    f"endpoint=oss-cn-beijing.aliyuncs.com\naccessKeyID={ID}\naccessKeySecret={SECRET}\n"
)
OSSUTIL_2 = f"[default]\nregion = cn-beijing\naccessKeyId = {ID}\naccessKeySecret = {SECRET}\n"

FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "lines joined by a chat": (f"ID:{ID}Secret:{SECRET}", KEYS),
    "lines joined by a chat, in full": (f"AccessKeyId:{ID}AccessKeySecret:{SECRET}", KEYS),
    "in Chinese title marks": ("Bucket：《my-assets》 地域：【cn-beijing】", PLACE),
    "something to ask for": (f"the bucket: please ask Li\nfolder: TBD\n{ID}", {KEY_ID: ID}),
    "a quote that is never closed": (f'{BUCKET}="my-assets\n{REGION}=cn-beijing\n', PLACE),
    "env": (ENV, ALL),
    "env on one line": (ONE_LINE, ALL | {API_KEY: MODEL_KEY}),
    "env with the second pair": (f"{BUCKET}=my-assets {REGION}=cn-beijing {OSS_PAIR}", ALL),
    "env with everything": (
        ENV + f"{PREFIX}=ai/生产\n{URL_EXPIRES}=3600\n",
        ALL | {PREFIX: "ai/生产", URL_EXPIRES: "3600"},
    ),
    "shell": (f"export {BUCKET}=my-assets\nexport {REGION}=cn-beijing\n", PLACE),
    "cmd.exe": (f"set {BUCKET}=my-assets\r\nset {REGION}=cn-beijing\r\n", PLACE),
    "PowerShell": (f'$env:{BUCKET}="my-assets"\r\n$env:{REGION}="cn-beijing"\r\n', PLACE),
    "console CSV": (f"\ufeffAccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n", KEYS),
    "console CSV with the user": (
        f'User Name,AccessKey ID,AccessKey Secret\nli@x,"{ID}","{SECRET}"\n',
        KEYS,
    ),
    "console CSV in Chinese": (
        f"用户登录名称,登录密码,AccessKey ID,AccessKey Secret\nli@corp,,{ID},{SECRET}\n",
        KEYS,
    ),
    "cells of Excel": (f"AccessKey ID\tAccessKey Secret\r\n{ID}\t{SECRET}\r\n", KEYS),
    "cells of Excel without headings": (f"{ID}\t{SECRET}", KEYS),
    "columns of Excel": (
        (
            f"Bucket\tmy-assets\r\n地域\t华北2（北京）\r\nAccessKey ID\t{ID}\r\n"
            f"AccessKey Secret\t{SECRET}"
        ),
        ALL,
    ),
    "Markdown": (
        (
            f"| 名称 | 值 |\n|---|---|\n| Bucket | my-assets |\n| Region | cn-beijing |\n"
            f"| AccessKey ID | `{ID}` |\n| AccessKey Secret | `{SECRET}` |"
        ),
        ALL,
    ),
    "region with oss-": ("oss-cn-beijing", {REGION: "cn-beijing"}),
    "region": ("  cn-hangzhou\n", {REGION: "cn-hangzhou"}),
    "region as the console names it": ("华北2（北京）", {REGION: "cn-beijing"}),
    "region with other brackets": ("地域: 华北 2 (北京)", {REGION: "cn-beijing"}),
    "region by its city": ("区域：北京", {REGION: "cn-beijing"}),
    "region in English": ("Region: China (Beijing)", {REGION: "cn-beijing"}),
    "region in Singapore": ("region is Singapore", {REGION: "ap-southeast-1"}),
    "endpoint": ("oss-cn-shanghai.aliyuncs.com", {REGION: "cn-shanghai"}),
    "endpoint with the bucket": ("my-assets.oss-cn-beijing.aliyuncs.com", PLACE),
    "labelled endpoint": (
        (
            "Endpoint（地域节点）：oss-cn-beijing.aliyuncs.com\n"
            "Bucket 域名：my-assets.oss-cn-beijing.aliyuncs.com"
        ),
        PLACE,
    ),
    "endpoint inside": (
        "oss-cn-beijing-internal.aliyuncs.com",
        {REGION: "cn-beijing", ENDPOINT: "oss-cn-beijing-internal.aliyuncs.com"},
    ),
    "endpoint of another region": (
        f"{BUCKET}=my-assets\n{REGION}=cn-beijing\n{ENDPOINT}=oss-cn-shenzhen.aliyuncs.com\n",
        PLACE | {ENDPOINT: "oss-cn-shenzhen.aliyuncs.com"},
    ),
    "custom domain": (
        "bucket: my-assets, region: cn-beijing, endpoint: https://img.example.com",
        PLACE | {ENDPOINT: "https://img.example.com"},
    ),
    "link": ("https://My-assets.oss-cn-beijing.aliyuncs.com/a/cat.png?x-oss-signature=1", PLACE),
    "console page": (
        "https://oss.console.aliyun.com/bucket/oss-cn-shenzhen/my-assets/object?path=a%2F",
        {BUCKET: "my-assets", REGION: "cn-shenzhen"},
    ),
    "oss address": ("oss://my-assets/ai/prod/", {BUCKET: "my-assets", PREFIX: "ai/prod"}),
    "ossutil": (OSSUTIL, {REGION: "cn-beijing"} | KEYS),
    "ossutil 2": (OSSUTIL_2, {REGION: "cn-beijing"} | KEYS),
    "aliyun-cli": (json.dumps(ALIYUN_CLI, indent=2), {REGION: "cn-beijing"} | KEYS),
    "JSON": (
        json.dumps({"bucket": "my-assets", "region": "oss-cn-beijing", "accessKeyId": ID}),
        PLACE | {KEY_ID: ID},
    ),
    "JSON of STS": (json.dumps(STS, indent=1), STS_VALUES),
    "STS in words": (
        (
            f"AccessKeyId: {STS_ID}\nAccessKeySecret: {STS_SECRET}\nSecurityToken: {STS_TOKEN}\n"
            "Expiration: 2026-11-25T09:52:19Z"
        ),
        STS_VALUES,
    ),
    "STS in a .env": (
        (
            f"OSS_ACCESS_KEY_ID={STS_ID}\nOSS_ACCESS_KEY_SECRET={STS_SECRET}\n"
            f"OSS_SESSION_TOKEN={STS_TOKEN}\n"
        ),
        {KEY_ID: STS_ID, KEY_SECRET: STS_SECRET, TOKEN: STS_TOKEN},
    ),
    "chat in Chinese": (
        f"bucket 名称：my-assets，地域 cn-hangzhou，\nAccessKey ID：{ID}\nSecret：{SECRET}",
        {BUCKET: "my-assets", REGION: "cn-hangzhou"} | KEYS,
    ),
    "chat in plain Chinese": (
        f"你好，bucket 名字是 my-assets，区域：北京，目录用 ai/prod。AK 是 {ID}，SK 是 {SECRET}",
        ALL | {PREFIX: "ai/prod"},
    ),
    "chat in English": (
        (
            f"Hi! The bucket is my-assets in cn-beijing, folder: team-a. Your key ID is {ID} and "
            f"the secret is {SECRET}. We are a us-based team, see you."
        ),
        ALL | {PREFIX: "team-a"},
    ),
    "mail": (
        (
            f"Dear Ann,\n\nBucket name: my-assets\nRegion: China (Beijing)\nAccess Key ID: {ID}\n"
            f"Secret Access Key: {SECRET}\n\nKind regards\nIT"
        ),
        ALL,
    ),
    "mail in Chinese": (
        (
            f"您好：\n\n存储空间名称：my-assets\n所在地：华北2（北京）\n访问密钥如下\n"
            f"AccessKeyId：{ID}\nAccessKeySecret：{SECRET}\n文件夹：qianwen-uploads\n"
        ),
        ALL | {PREFIX: "qianwen-uploads"},
    ),
    "Python": (f'oss2.Auth("{ID}", "{SECRET}")', KEYS),
    "YAML": (
        (
            f"oss:\n  bucket-name: my-assets\n  region-id: cn-beijing\n  access-key-id: {ID}\n"
            f"  access-key-secret: {SECRET}\n"
        ),
        ALL,
    ),
    "Java": (
        (
            f"aliyun.oss.bucketName=my-assets\naliyun.oss.accessKeyId={ID}\n"
            f"aliyun.oss.accessKeySecret={SECRET}"
        ),
        {BUCKET: "my-assets"} | KEYS,
    ),
    "ID and secret": (f"{ID} {SECRET}", KEYS),
    "API key": (f"key: {MODEL_KEY}", {API_KEY: MODEL_KEY}),
    "API key of a .env": (f"QWEN_API_KEY={MODEL_KEY}", {API_KEY: MODEL_KEY}),
    "endpoint of the service alone": (
        "https://oss-cn-beijing.aliyuncs.com/",
        {REGION: "cn-beijing"},
    ),
    "signed link of a custom domain": (
        "https://files.example.com/a?x-oss-credential=LTAI%2F20261123%2Fcn-beijing%2Foss%2Fx",
        {REGION: "cn-beijing", ENDPOINT: "https://files.example.com"},
    ),
    "link to anywhere": ("https://files.example.com/a", {}),
    "console page of a region": (
        "https://oss.console.aliyun.com/bucket/oss-cn-beijing",
        {REGION: "cn-beijing"},
    ),
    "console": ("https://oss.console.aliyun.com/bucket", {}),
    "console overview": ("https://oss.console.aliyun.com/overview", {}),
    "headings without values": ("AccessKey ID,Other\n,x\n", {}),
    "a huge cell": ("a,b\n" + "x" * 140_000 + ",y\n", {}),
    "both keys on a line": (f"ak/sk: {ID} / {SECRET}", KEYS),
    "full-width signs": (
        f"bucket＝my-assets；region＝cn-beijing；SK＝{SECRET}",
        PLACE | {KEY_SECRET: SECRET},
    ),
    "cells without signs": ("Bucket 名称 my-assets\n地域 华北2（北京）", PLACE),
    "a bucket that is called something": (
        "Your bucket is called 'my-assets' and lives in China (Beijing)",
        PLACE,
    ),
    "DingTalk": (
        f"【OSS】\n🪣Bucket：my-assets\n📍Region：oss-cn-beijing\n🔑AK：{ID}",
        PLACE | {KEY_ID: ID},
    ),
    "remarks": ("The bucket is ready, the region is fine, the folder is here", {}),
    "the SDK's names on one line": (
        (
            f"{BUCKET}=my-assets {REGION}=cn-beijing ALIBABA_CLOUD_ACCESS_KEY_ID={ID} "
            f"ALIBABA_CLOUD_ACCESS_KEY_SECRET={SECRET}"
        ),
        ALL,
    ),
    "keys beside each other": (f"AK/SK: {ID}/{SECRET}", KEYS),
    "an ID behind a Chinese word": (f"账号{ID}，密码{SECRET}", KEYS),
    "bold Markdown": (
        "**Bucket**: `my-assets`\n- **前缀**: `mkt/`",
        {BUCKET: "my-assets", PREFIX: "mkt"},
    ),
    "a label behind another word": ("OSS桶：my-assets", {BUCKET: "my-assets"}),
    "a directory": ("bucket: my-assets\ndir: mkt/", {BUCKET: "my-assets", PREFIX: "mkt"}),
    "a table with the region's name": ("Bucket,Region\nmy-assets,华北2（北京）\n", PLACE),
    "JSON with the region's name": ('{"bucket": "my-assets", "region": "华北2（北京）"}', PLACE),
    "aliyun-cli with several profiles": (
        json.dumps(
            ALIYUN_CLI
            | {
                "current": "prod",
                "profiles": [
                    ALIYUN_CLI["profiles"][0] | {"access_key_id": "LTAI5tAnotherAnother001"},
                    ALIYUN_CLI["profiles"][0] | {"name": "prod"},
                ],
            }
        ),
        {REGION: "cn-beijing"} | KEYS,
    ),
    "the service's fast lane": (
        "Endpoint: oss-accelerate.aliyuncs.com\nRegion: cn-beijing\nBucket: my-assets",
        PLACE | {ENDPOINT: "oss-accelerate.aliyuncs.com"},
    ),
    "no folder": ("bucket: my-assets，目录：无", {BUCKET: "my-assets"}),
    "out of a program's string": (f"{KEY_ID}={ID}\\n{KEY_SECRET}={SECRET}\\n", KEYS),
    "a greeting": ("Hello, how are you?", {}),
    "a team": ("We are us-based, and cn-to-en translators.", {}),
    "a broken address": ("http://[ is no address", {}),
    "nothing": ("", {}),
}


@pytest.mark.parametrize(("text", "values"), FORMS.values(), ids=FORMS)
def test_a_pasted_text_fills_the_right_fields(text: str, values: dict[str, str]) -> None:
    pasted = read_pasted(text)
    assert pasted.values == values
    shown = "".join(piece.text for piece in pasted.pieces)
    for secret in (SECRET, STS_SECRET, STS_TOKEN, MODEL_KEY, ID, STS_ID):
        assert secret not in shown
    assert {piece.name for piece in pasted.pieces if piece.name} <= values.keys()


def test_what_was_read_is_marked_in_the_text() -> None:
    pasted = read_pasted(f"Hi, bucket: my-assets\nSecret: {SECRET}\nbye")
    assert [(piece.text, piece.name) for piece in pasted.pieces] == [
        ("Hi, bucket: ", ""),
        ("my-assets", BUCKET),
        ("\nSecret: ", ""),
        ("***", KEY_SECRET),
        ("\nbye", ""),
    ]
    assert pasted.missing == (REGION, KEY_ID)
    assert read_pasted(MODEL_KEY).missing == ()


def test_several_keys_and_a_missing_token_are_told() -> None:
    assert read_pasted(f"old: {ID}, new: LTAI5tAnotherAnother001").has_several_keys
    assert read_pasted(f"旧密钥：{SECRET}，新密钥：{SECRET[::-1]}").has_several_keys
    assert not read_pasted(f"{ID} and once more {ID}").has_several_keys
    newer = read_pasted(f"旧密钥：{SECRET}，新密钥：{SECRET[::-1]}")
    assert newer.values[KEY_SECRET] == SECRET[::-1]
    twice = read_pasted(f"{BUCKET}=my-assets\n{REGION}=cn-beijing\n{BUCKET}=other-assets\n")
    assert twice.doubled == (BUCKET,)
    assert read_pasted(f"{BUCKET}=my-assets\n{BUCKET}='my-assets'\n").doubled == ()
    assert TOKEN in read_pasted(f"AccessKeyId: {STS_ID}").missing


@pytest.mark.parametrize(
    "secret",
    [
        "hunter2secret",
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "0123456789ABCDEFGHIJ",
    ],
)
def test_what_was_not_read_shows_no_secret_either(secret: str) -> None:
    half = SECRET[:10]
    pasted = read_pasted(
        f"bucket: my-assets\nmy mail password: hunter2secret AKIAIOSFODNN7EXAMPLE "
        f"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nAccessKey Secret: {half}\n{SECRET[10:]}ab1"
    )
    assert secret not in "".join(piece.text for piece in pasted.pieces)


def test_swapped_keys_are_noticed_and_put_right() -> None:
    assert looks_swapped(SECRET, f" {ID}")
    assert not looks_swapped(ID, SECRET)
    assert not looks_swapped(ID, ID)
    assert not looks_swapped(SECRET, SECRET)
    swapped = read_pasted(f"{KEY_ID}={SECRET}\n{KEY_SECRET}={ID}\n")
    assert swapped.values == {KEY_ID: ID, KEY_SECRET: SECRET}


def test_what_was_pasted_does_not_show_in_a_trace() -> None:
    assert SECRET not in repr(read_pasted(SECRET))


@pytest.mark.parametrize(
    "text", ["ak" + " " * 60_000, "bucket" * 10_000, "http://" * 9_000, "ak=" * 20_000]
)
def test_no_text_takes_long(text: str) -> None:
    def seconds(part: str) -> float:
        began = time.process_time()
        read_pasted(part)
        return time.process_time() - began

    # Four times as long: where each looks at all others it takes sixteen times as much.
    quarter, whole = seconds(text[: len(text) // 4]), seconds(text)
    assert whole < 0.5 or whole < 8 * quarter


def test_nothing_understood_is_empty() -> None:
    assert read_pasted("Hello").is_empty
    assert not read_pasted("cn-beijing").is_empty


ABROAD = "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"


def test_an_api_key_comes_with_the_address_of_its_service() -> None:
    """It was dropped without a word, and the key went to the mainland's."""
    text = f"{API_KEY}={MODEL_KEY}\nQWEN_BASE_URL={ABROAD}\nQWEN_REGION=ap-southeast-1\n"
    read = read_pasted(text)
    assert read.values == {
        API_KEY: MODEL_KEY,
        "QWEN_REGION": "ap-southeast-1",
        "QWEN_BASE_URL": ABROAD,
    }
    assert not read.missing
    assert ABROAD in "".join(piece.text for piece in read.pieces)


@pytest.mark.parametrize(
    "text",
    [
        "QWEN_BASE_URL=https://evil.example/api\n",
        f"QWEN_BASE_URL=https://evil.example/api\nQWEN_TMP_OSS_BUCKET={BUCKET}\n",
    ],
)
def test_an_address_without_a_key_of_its_own_is_not_taken(text: str) -> None:
    """A key that is stored here would go there."""
    assert "QWEN_BASE_URL" not in read_pasted(text).values
