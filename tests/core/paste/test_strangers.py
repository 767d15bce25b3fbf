"""Messages of somebody who did not know the reader: each was read wrongly, or not at all."""

from __future__ import annotations

import base64
import json
import random
import re
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ossdrop.config.credentials import TOKEN
from ossdrop.config.session_token import read_moment
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION
from ossdrop.paste.pasted import API_KEY, KEY_ID, KEY_SECRET, TOKEN_ENDS, Pasted
from ossdrop.paste.reader import read_pasted

ID, SECRET = "LTAI5tKxisKsk3ujuxDSTw7V", "mODUyMEkLJIRkHLIogT7tmAWiGri7o"
ID_2, SECRET_2 = "LTAI5txSXSjjQv1JHzYC6xNV", "8HFYpYfNfh2n8fjRxc0w2tvD9DGvUm"
MODEL_KEY = "sk-89d21712c0a52d15fd877db2b0085fcb"
MODEL_KEY_2 = "sk-ac28f1a26584c4108d34041a6722a1eb"
STS_ID, STS_SECRET = "STS.i6KExSC6LxppO8BNfShzjF", "UPHuBnTYH6f9LDccpLDYdORbbDryvzOSnwlcxyTLth6r"
STS_TOKEN = "CAISkz6kER2j9kLBL+0e7sj26kmOa7P7v2RZYQ5Aj+DGa/JtPvwwq55w9ZUkIiL" * 4 + "Ab="
KEYS = {KEY_ID: ID, KEY_SECRET: SECRET}
STS = {KEY_ID: STS_ID, KEY_SECRET: STS_SECRET, TOKEN: STS_TOKEN}
PLACE = {BUCKET: "acme-assets-prod", REGION: "cn-hangzhou"}
ALL = PLACE | KEYS
BOTH = f"ID: {ID}\nSecret: {SECRET}"
SEVERAL = "several keys"  # what is told of a text, beside the names that have several values


def wide(text: str) -> str:
    """Full-width, as an input method writes it."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def encoded(text: str) -> str:
    """As Kubernetes keeps it."""
    return base64.b64encode(text.encode()).decode()


def wrapped(text: str, width: int) -> str:
    """As a mail breaks it."""
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "number of the account": (
        f"账号ID：1234567890123456\nAccessKey ID：{ID}\nAccessKey Secret：{SECRET}",
        KEYS,
    ),
    "pair of AWS": (
        (
            "AWS:\nAccess Key: AKIAIOSFODNN7EXAMPLE\n"
            "Secret: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n"
            f"Aliyun:\nAccess Key: {ID}\nSecret: {SECRET}"
        ),
        KEYS,
    ),
    "rclone with two vendors": (
        (
            "[aws]\ntype = s3\nprovider = AWS\naccess_key_id = AKIAIOSFODNN7EXAMPLE\n"
            "secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY1A\nregion = us-east-1\n\n"
            f"[oss]\ntype = s3\nprovider = Alibaba\naccess_key_id = {ID}\n"
            f"secret_access_key = {SECRET}\n"
            "endpoint = oss-cn-hangzhou.aliyuncs.com"
        ),
        KEYS | {REGION: "cn-hangzhou"},
    ),
    "pair of MinIO": (
        (
            "minio access_key: minioadmin1234\nminio secret_key: minioadmin1234567\n"
            f"oss access_key: {ID}\noss secret_key: {SECRET}"
        ),
        KEYS,
    ),
    "pair of Tencent": (
        (
            "腾讯云 SecretId: AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE\n"
            f"SecretKey: Gu5t9xGARNpq86cd98joQYCN3EXAMPLE\n阿里云 AK: {ID}\nSK: {SECRET}"
        ),
        KEYS,
    ),
    "secret of a client": (
        f"client_secret: {SECRET_2}\naccess_key_id: {ID}\naccess_key_secret: {SECRET}",
        KEYS,
    ),
    "secret of tokens": (f"jwt secret = {SECRET_2}a1\nak = {ID}\nsk = {SECRET}", KEYS),
    "API key of DeepSeek": (
        f"deepseek api key: {MODEL_KEY_2}\n百炼 api key: {MODEL_KEY}",
        {API_KEY: MODEL_KEY},
    ),
    "API key of OpenAI": (f"OPENAI_API_KEY={MODEL_KEY_2}\n百炼：{MODEL_KEY}", {API_KEY: MODEL_KEY}),
    "API key of another alone": (f"DeepSeek key: {MODEL_KEY_2}", {}),
    "swapped": (f"AccessKey ID: {SECRET}\nAccessKey Secret: {ID}", KEYS),
    "swapped in Chinese": (f"AK：{SECRET}\nSK：{ID}", KEYS),
    "Secret of Kubernetes": (
        (
            f"kind: Secret\ndata:\n  accessKeyId: {encoded(ID)}\n"
            f"  accessKeySecret: {encoded(SECRET)}\n"
            f"  bucket: {encoded('acme-assets-prod')}\n  region: {encoded('cn-hangzhou')}\n"
        ),
        ALL,
    ),
    "secret on two lines": (
        f"AccessKey ID: {ID}\nAccessKey Secret: {SECRET[:20]}\n{SECRET[20:]}",
        KEYS,
    ),
    "secret on two quoted lines": (
        f"> AccessKey Secret: {SECRET[:18]}\n> {SECRET[18:]}\n> AccessKey ID: {ID}",
        KEYS,
    ),
    "quoted-printable": (
        f"AccessKey Secret: {SECRET[:16]}=\n{SECRET[16:]}\nAccessKey ID: {ID}",
        KEYS,
    ),
    "ID on two lines": (f"AccessKey ID: {ID[:14]}\n{ID[14:]}\nAccessKey Secret: {SECRET}", KEYS),
    "zero-width signs in keys": (
        (
            f"AccessKey ID: {ID[:12]}\u200b{ID[12:]}\n"
            f"AccessKey Secret: {SECRET[:12]}\u200b{SECRET[12:]}"
        ),
        KEYS,
    ),
    "API key on two lines": (
        f"DASHSCOPE_API_KEY={MODEL_KEY[:20]}\n{MODEL_KEY[20:]}",
        {API_KEY: MODEL_KEY},
    ),
    "token on several lines": (
        (
            f"AccessKeyId: {STS_ID}\nAccessKeySecret: {STS_SECRET}\n"
            f"SecurityToken: {wrapped(STS_TOKEN, 76)}\nExpiration: 2026-03-01T11:22:33Z"
        ),
        STS | {TOKEN_ENDS: "2026-03-01T11:22:33Z"},
    ),
    "half a secret": (f"AccessKey ID: {ID}\nAccessKey Secret: {SECRET[:20]}", {KEY_ID: ID}),
    "a letter less": (f"AccessKey ID: {ID}\nAccessKey Secret: {SECRET[:-1]}", {KEY_ID: ID}),
    "an ID with a letter less": (f"ID: {ID[:-1]}\nSecret: {SECRET}", {KEY_SECRET: SECRET}),
    "half an API key": (f"DASHSCOPE_API_KEY={MODEL_KEY[:20]}", {}),
    "inner and public host": (
        (
            "外网 endpoint: oss-cn-hangzhou.aliyuncs.com\n"
            "内网 endpoint: oss-cn-hangzhou-internal.aliyuncs.com\nbucket: acme-assets-prod"
        ),
        PLACE,
    ),
    "overview of the console": (
        (
            "外网访问\toss-cn-hangzhou.aliyuncs.com\tacme-assets-prod.oss-cn-hangzhou.aliyuncs.com\n"
            "内网访问\toss-cn-hangzhou-internal.aliyuncs.com\t"
            "acme-assets-prod.oss-cn-hangzhou-internal.aliyuncs.com\n"
            "传输加速域名\toss-accelerate.aliyuncs.com\t未开启"
        ),
        PLACE,
    ),
    "domain below a mail": (f"{BOTH}\n--\nTom | Region: APAC | Domain: acme.com", KEYS),
    "no folder needed": (f"前缀：不需要\n{BOTH}", KEYS),
    "any folder": (f"目录：不限\nFolder: any\n{BOTH}", KEYS),
    "folder in a sentence": (f"目录：请放在 ai/prod 下面\n{BOTH}", KEYS | {PREFIX: "ai/prod"}),
    "folder of this computer": (
        f"本地路径：C:\\Users\\tom\\Desktop\n桶路径：ai/prod\n{BOTH}",
        KEYS | {PREFIX: "ai/prod"},
    ),
    "keys in an address": (
        f"oss://{ID}:{SECRET}@acme-assets-prod.oss-cn-hangzhou.aliyuncs.com/ai",
        ALL,
    ),
    "lines that were joined": (
        f"Bucket：acme-assets-prodRegion：cn-hangzhouAccessKey ID：{ID}AccessKey Secret：{SECRET}",
        ALL,
    ),
    "hyphens that do not break": (
        "Bucket: acme\u2011assets\u2011prod\n地域：cn\u2011hangzhou",
        PLACE,
    ),
    "number of a ticket": (f"Ticket AbCdEfGhIjKlMnOpQrStUvWxYz1234\nID {ID}\nSK {SECRET}", KEYS),
    "hexadecimal number of a ticket": (f"工单号 8f14e45fceea167a5a36dedd4bea25\n{BOTH}", KEYS),
    "from and until": (
        (
            f"ID：{STS_ID}\nSecret：{STS_SECRET}\nSecurityToken：{STS_TOKEN}\n"
            "有效期：2026-03-01 20:00 至 2026-03-02 08:00"
        ),
        STS | {TOKEN_ENDS: "2026-03-02 08:00"},
    ),
    "percent signs in a token": (
        f"ID: {STS_ID}\nSecret: {STS_SECRET}\ntoken: "
        + STS_TOKEN.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"),
        STS,
    ),
    "a signed link's ID": (
        f"https://acme-assets-prod.oss-cn-hangzhou.aliyuncs.com/a?OSSAccessKeyId={ID}&Signature=x",
        PLACE,
    ),
    "a city that is none of the bucket's": (
        f"我在北京出差，桶 acme-assets-prod 的密钥晚点发\n{BOTH}",
        KEYS | {BUCKET: "acme-assets-prod"},
    ),
    "how an ID begins": (f"ID: {ID}（开头 {ID[:14]}）\nSecret: {SECRET}", KEYS),
    "another vendor in a sentence": (
        (
            f"Hi, the AWS migration is finished:\nBucket: acme-assets-prod\n{BOTH}"
            "\nRegion: cn-hangzhou"
        ),
        ALL,
    ),
    "a key of another form alone": ("key: AKIAIOSFODNN7EXAMPLE secret: minioadmin1234567", {}),
}
UNREAD: dict[str, tuple[str, dict[str, str]]] = {
    "label above its value": ("Bucket Name\nacme-assets-prod\nRegion\ncn-hangzhou", PLACE),
    "aligned": (
        f"bucket   acme-assets-prod\nregion   cn-hangzhou\nkey      {ID}",
        PLACE | {KEY_ID: ID},
    ),
    "ideographic blanks": ("Bucket\u3000acme-assets-prod\n地域\u3000cn-hangzhou", PLACE),
    "dots": ("Bucket ......: acme-assets-prod\nRegion ......: cn-hangzhou", PLACE),
    "dashes": ("Bucket - acme-assets-prod\nRegion — cn-hangzhou", PLACE),
    "lenticular brackets": ("【Bucket】acme-assets-prod\n【Region】cn-hangzhou", PLACE),
    "CSV of names and values": (
        f"bucket,acme-assets-prod\nregion,cn-hangzhou\naccess_key_id,{ID}",
        PLACE | {KEY_ID: ID},
    ),
    "Jira": (
        (
            "||Bucket||Region||AccessKey ID||AccessKey Secret||\n"
            f"|acme-assets-prod|cn-hangzhou|{ID}|{SECRET}|"
        ),
        ALL,
    ),
    "a box": ("│ Bucket │ acme-assets-prod │\n│ Region │ cn-hangzhou │", PLACE),
    "XML": (
        "<oss>\n<bucket>acme-assets-prod</bucket>\n<region>cn-hangzhou</region>\n</oss>",
        PLACE,
    ),
    "HTML": (
        (
            "<table><tr><td>Bucket</td><td>acme-assets-prod</td></tr>"
            "<tr><td>Region</td><td><b>cn-hangzhou</b></td></tr></table>"
        ),
        PLACE,
    ),
    "HTML with entities": ("Bucket:&nbsp;acme-assets-prod<br/>Region:&nbsp;cn-hangzhou", PLACE),
    "variables of Kubernetes": (
        (
            "env:\n- name: OSS_BUCKET\n  value: acme-assets-prod\n"
            "- name: OSS_REGION\n  value: cn-hangzhou"
        ),
        PLACE,
    ),
    "Python": (
        "bucket = oss2.Bucket(auth, 'https://oss-cn-hangzhou.aliyuncs.com', 'acme-assets-prod')",
        PLACE,
    ),
    "Go": ('bucket, err := client.Bucket("acme-assets-prod")', {BUCKET: "acme-assets-prod"}),
    "policy": (
        "已授权 acs:oss:*:*:acme-assets-prod/ai/prod/*",
        {BUCKET: "acme-assets-prod", PREFIX: "ai/prod"},
    ),
    "bucket in a sentence": (f"桶 acme-assets-prod 建在杭州\n{BOTH}", ALL),
    "bucket in an English sentence": (
        "the bucket's called acme-assets-prod, Hangzhou region.",
        PLACE,
    ),
    "bare lines": (f"acme-assets-prod\ncn-hangzhou\n{ID}\n{SECRET}", ALL),
    "bare values": (f"acme-assets-prod / cn-hangzhou / {ID} / {SECRET}", ALL),
    "a city's line": (f"桶是 acme-assets-prod\n杭州的\n{BOTH}", ALL),
    "in Frankfurt": ("Bucket acme-eu in Frankfurt", {BUCKET: "acme-eu", REGION: "eu-central-1"}),
    "a region's number": ("桶 = acme-assets-prod\n地域 = 华东１", PLACE),
    "folder of a chat": (f"放在 ai/tmp 这个目录下就行\n{BOTH}", KEYS | {PREFIX: "ai/tmp"}),
    "path": (f"{BOTH}\n- **Path**: /ai/prod", KEYS | {PREFIX: "ai/prod"}),
    "path in JSON": (
        json.dumps({"bucket": "acme-assets-prod", "region": "cn-hangzhou", "basePath": "ai/prod"}),
        PLACE | {PREFIX: "ai/prod"},
    ),
    "JSON in a message": (
        "配置：\n" + json.dumps({"oss": {"bucket": "acme-assets-prod", "ak": ID, "sk": SECRET}}),
        KEYS | {BUCKET: "acme-assets-prod"},
    ),
    "traditional Chinese": (
        f"儲存空間名稱：acme-assets-prod\n區域：華東1（杭州）\n存取金鑰ID：{ID}\n存取金鑰密碼：{SECRET}\n目錄：ai/prod",
        ALL | {PREFIX: "ai/prod"},
    ),
    "Hong Kong": ("儲存桶名稱：acme-hk\n地區：香港", {BUCKET: "acme-hk", REGION: "cn-hongkong"}),
    "full-width": (
        f"bucket：{wide('acme-assets-prod')}\n地域：{wide('cn-hangzhou')}\nID：{wide(ID)}\n密钥：{wide(SECRET)}",
        ALL,
    ),
    "groups of a scan": (
        (
            f"Access Key ID : {ID[:8]} {ID[8:16]} {ID[16:]}\n"
            f"Access Key Secret : {SECRET[:10]} {SECRET[10:20]} {SECRET[20:]}"
        ),
        KEYS,
    ),
    "glued in Chinese": (f"ID{ID}密钥{SECRET}桶acme-assets-prod地域cn-hangzhou", ALL),
    "plain token": (f"id {STS_ID}\nsecret {STS_SECRET}\ntoken {STS_TOKEN}", STS),
    "own domain": (
        f"桶 acme-assets-prod，杭州，自定义域名 cdn.acme.com（已绑定）\n{BOTH}",
        ALL | {ENDPOINT: "cdn.acme.com"},
    ),
}
DOUBTFUL: dict[str, tuple[str, dict[str, str], set[str]]] = {
    "two buckets": (
        f"日志桶：acme-logs\n上传桶：acme-assets-prod\n地域：cn-hangzhou\n{BOTH}",
        ALL,
        {BUCKET},
    ),
    "for tests and for work": (
        "测试桶：acme-test\n生产桶：acme-prod",
        {BUCKET: "acme-prod"},
        {BUCKET},
    ),
    "one name twice": ("bucket: acme-logs\nbucket: acme-prod", {BUCKET: "acme-logs"}, {BUCKET}),
    "region of the machines": (
        "ECS region: cn-shanghai\nOSS region: cn-hangzhou",
        {REGION: "cn-hangzhou"},
        {REGION},
    ),
    "API keys for tests and for work": (
        f"百炼的key：\n测试 {MODEL_KEY_2}\n正式 {MODEL_KEY}",
        {API_KEY: MODEL_KEY},
        {API_KEY},
    ),
    "API keys, old and new": (
        f"旧 api key {MODEL_KEY_2} 作废，新的 {MODEL_KEY}",
        {API_KEY: MODEL_KEY},
        {API_KEY},
    ),
    "old and new": (
        (
            f"旧的 AccessKey ID：{ID_2}\n旧的 Secret：{SECRET_2}\n已经禁用了，换成新的：\n"
            f"AccessKey ID：{ID}\nSecret：{SECRET}"
        ),
        KEYS,
        {SEVERAL},
    ),
    "old and new in short": (
        f"老key：{ID_2} / {SECRET_2}\n新key：{ID} / {SECRET}\n老的下周一停用",
        KEYS,
        {SEVERAL},
    ),
    "deprecated": (
        f"Deprecated key: {ID_2} (do not use!)\nCurrent key: {ID}\nSecret: {SECRET}",
        KEYS,
        {SEVERAL},
    ),
    "replace this with that": (
        f"Please replace\n  ID: {ID_2}\n  Secret: {SECRET_2}\nwith\n  ID: {ID}\n  Secret: {SECRET}",
        KEYS,
        {SEVERAL},
    ),
    "struck out": (f"~~ID: {ID_2}~~\n~~Secret: {SECRET_2}~~\n{BOTH}", KEYS, {SEVERAL}),
    "a change in a file": (
        (
            f"-OSS_ACCESS_KEY_ID={ID_2}\n-OSS_ACCESS_KEY_SECRET={SECRET_2}\n"
            f"+OSS_ACCESS_KEY_ID={ID}\n+OSS_ACCESS_KEY_SECRET={SECRET}"
        ),
        KEYS,
        {SEVERAL},
    ),
    "commented out": (
        (
            f"# access_key_id: {ID_2}\n# access_key_secret: {SECRET_2}\n"
            f"access_key_id: {ID}\naccess_key_secret: {SECRET}"
        ),
        KEYS,
        {SEVERAL},
    ),
    "an old secret first": (
        f"Secret: {SECRET_2}（旧）\nID: {ID}\n新Secret: {SECRET}",
        KEYS,
        {SEVERAL},
    ),
    "two IDs and one secret": (f"旧key {ID_2}，新key {ID}，secret {SECRET}", KEYS, {SEVERAL}),
    "new and old across": (
        f"新 Secret：{SECRET}\n老 ID：{ID_2}\n老 Secret：{SECRET_2}\nID：{ID}",
        KEYS,
        {SEVERAL},
    ),
    "labels for one pair only": (
        f"测试: {ID_2} {SECRET_2}\n生产 AccessKey ID: {ID}  密码 {SECRET}",
        KEYS,
        {SEVERAL},
    ),
    "lasting and temporary": (
        (
            f"AccessKeyId: {ID}\nAccessKeySecret: {SECRET}\n临时：\nAccessKeyId: {STS_ID}\n"
            f"AccessKeySecret: {STS_SECRET}\nSecurityToken: {STS_TOKEN}"
        ),
        KEYS,
        {SEVERAL},
    ),
    "rows of a table": (
        (
            "环境\tBucket\t地域\tAccessKey ID\tAccessKey Secret\n"
            f"测试\tacme-test\tcn-beijing\t{ID_2}\t{SECRET_2}\n"
            f"生产\tacme-assets-prod\tcn-hangzhou\t{ID}\t{SECRET}"
        ),
        ALL,
        {SEVERAL, BUCKET, REGION},
    ),
    "columns of a table": (
        (
            "\t环境一\t环境二\nBucket\tacme-assets-prod\tacme-other\nRegion\tcn-hangzhou\tcn-beijing\n"
            f"AccessKeyId\t{ID}\t{ID_2}\nAccessKeySecret\t{SECRET}\t{SECRET_2}"
        ),
        ALL,
        {SEVERAL, BUCKET, REGION},
    ),
    "JSON for tests and for work": (
        json.dumps(
            {
                "test": {"bucket": "acme-test", "region": "cn-beijing", "ak": ID_2, "sk": SECRET_2},
                "prod": {
                    "bucket": "acme-assets-prod",
                    "region": "cn-hangzhou",
                    "ak": ID,
                    "sk": SECRET,
                },
            },
            indent=2,
        ),
        ALL,
        {SEVERAL, BUCKET, REGION},
    ),
    "two remotes of rclone": (
        (
            f"[oss-test]\naccess_key_id = {ID_2}\nsecret_access_key = {SECRET_2}\n"
            "endpoint = oss-cn-beijing.aliyuncs.com\n\n"
            f"[oss-prod]\naccess_key_id = {ID}\nsecret_access_key = {SECRET}\n"
            "endpoint = oss-cn-hangzhou.aliyuncs.com"
        ),
        KEYS | {REGION: "cn-hangzhou"},
        {SEVERAL, REGION},
    ),
    "buckets with their keys": (
        (
            f"测试桶：acme-test\nAK：{ID_2}\nSK：{SECRET_2}\n"
            f"生产桶：acme-assets-prod\nAK：{ID}\nSK：{SECRET}\n地域：cn-hangzhou"
        ),
        ALL,
        {SEVERAL, BUCKET},
    ),
    "only reading": (
        f"只读key: {ID_2} / {SECRET_2}\n读写key: {ID} / {SECRET}",
        KEYS,
        {SEVERAL},
    ),
}


@pytest.mark.parametrize(("text", "values"), WRONG.values(), ids=WRONG)
def test_a_value_of_something_else_is_not_taken(text: str, values: dict[str, str]) -> None:
    pasted = read_pasted(text)
    assert pasted.values == values
    assert doubts(pasted) == set()
    assert_hidden(pasted)


@pytest.mark.parametrize(
    "text",
    [
        "你的 Bucket 开好了：acme-pics，地域杭州",
        "桶已经帮你建好了：acme-pics，地域：杭州",
        "存储空间开通了，名称：acme-pics，区域杭州",
        "bucket 建好了，叫 acme-pics，在杭州",
        "Your bucket is ready: acme-pics\nregion: cn-hangzhou",
        "The bucket has been created: acme-pics (region cn-hangzhou)",
        "I created the bucket for you: acme-pics, region cn-hangzhou",
        "We've set up a bucket: acme-pics, region cn-hangzhou",
    ],
)
def test_a_bucket_that_was_made_is_read(text: str) -> None:
    assert read_pasted(text).values == {BUCKET: "acme-pics", REGION: "cn-hangzhou"}


@pytest.mark.parametrize(
    "text",
    [
        f"AccessKey ID: 8f3kQz71mNcV2xLp\nAccessKey Secret: {SECRET}",
        f"AccessKey ID 是 8f3kQz71mNcV2xLp，Secret 是 {SECRET}",
        f"the AccessKey ID is 8f3kQz71mNcV2xLp and the secret is {SECRET}",
    ],
)
def test_an_old_id_is_read_where_both_halves_have_their_label(text: str) -> None:
    pasted = read_pasted(text)
    assert pasted.values == {KEY_ID: "8f3kQz71mNcV2xLp", KEY_SECRET: SECRET}
    assert "8f3kQz71mNcV2xLp" not in shown(pasted)


@pytest.mark.parametrize(
    "text", ["bucket 满了：请清理 acme-pics", "The bucket is ready: please ask"]
)
def test_what_is_said_of_a_bucket_is_not_its_name(text: str) -> None:
    assert read_pasted(text).values.get(BUCKET, "acme-pics") == "acme-pics"


@pytest.mark.parametrize(("text", "values"), UNREAD.values(), ids=UNREAD)
def test_what_a_person_reads_at_once_is_read(text: str, values: dict[str, str]) -> None:
    pasted = read_pasted(text)
    assert pasted.values == values
    assert doubts(pasted) == set()
    assert_hidden(pasted)


@pytest.mark.parametrize(("text", "values", "told"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_of_several_the_current_one_is_taken_and_it_is_told(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    pasted = read_pasted(text)
    assert pasted.values == values
    assert doubts(pasted) == told
    assert_hidden(pasted)


def doubts(pasted: Pasted) -> set[str]:
    return {*pasted.doubled, *([SEVERAL] if pasted.has_several_keys else [])}


def shown(pasted: Pasted) -> str:
    return "".join(piece.text for piece in pasted.pieces)


def assert_hidden(pasted: Pasted) -> None:
    for secret in (SECRET, SECRET_2, STS_SECRET, STS_TOKEN, MODEL_KEY[3:], MODEL_KEY_2[3:]):
        assert parts_seen(secret, shown(pasted)) == []


def parts_seen(secret: str, text: str) -> list[str]:
    """The parts of 8 characters of a secret that can be read, also in groups."""
    joined = re.sub(r"[\s\-`*]", "", text).lower()
    parts = (secret[at : at + 8] for at in range(len(secret) - 7))
    return [part for part in parts if part.lower() in joined]


# {s} a secret, {i} an ID, {k} an API key without its sk-
TEMPLATES = (
    "密钥：{wide}",
    "{wide}",
    "Secret: {s10} {s20} {s30}",
    "Secret: {fives}",
    "Secret: {letters}",
    "AccessKey Secret: {fives-}",
    "AccessKey Secret: {s10}\n{s20}{s30}\nBucket: acme-prod",
    "AccessKey Secret: {s12}\n{s12_}",
    "前10位 {s10} 中间 {s20} 后10位 {s30}",
    "ID {i}\n第一段 {s10}\n第二段 {s20}\n第三段 {s30}",
    "密钥 {s}（{s4}开头，{s30}结尾）",
    "`{s10}{s15}``{s15_}`",
    "Secret: {s10}**{s20}**{s30}",
    "hex: {hex}",
    "oss://{i}:{s}@acme-prod.oss-cn-hangzhou.aliyuncs.com/ai",
    "curl -H 'Authorization: OSS {i}:{s}' https://acme-prod.oss-cn-hangzhou.aliyuncs.com/",
    "登录密码\n{s12}\n{i}",
    "登录密码\t{s12}!#",
    "key SK-{kk}",
    "api key: sk_{k}",
    "api key: sk\u2013{k}",
    "api key: sk\u2011{k}",
    "api key: sk- {k}",
    "百炼 key 去掉前缀：{k}",
    "api key: sk-{k8} {k16} {k24} {k32}",
    "DASHSCOPE_API_KEY=sk-{k16_}\n{k32_}",
    "data:\n  other: {b64}\n  bucket: x",
    "{i}{s}",
    "AccesKey Secrt {s25}",
    "secret {lower}",
)


@settings(max_examples=300, deadline=None, derandomize=True)  # chance makes words, too
@given(st.sampled_from(TEMPLATES), st.integers(0, 2**32))
def test_no_part_of_a_key_can_be_read(template: str, seed: int) -> None:
    made = random.Random(seed)
    letters = string.ascii_letters + string.digits
    s = "".join(made.choices(letters, k=30))
    k = "".join(made.choices("0123456789abcdef", k=32))
    fives = [s[at : at + 5] for at in range(0, 30, 5)]
    parts = {
        "s": s, "i": "LTAI5t" + "".join(made.choices(letters, k=18)), "k": k, "kk": k.upper(),
        "wide": wide(s), "s10": s[:10], "s20": s[10:20], "s30": s[20:], "fives": " ".join(fives),
        "fives-": "-".join(fives), "letters": " ".join(s), "s12": s[:12], "s12_": s[12:],
        "s4": s[:4], "s15": s[10:15], "s15_": s[15:], "hex": s.encode().hex(), "s25": s[:25],
        "k8": k[:8], "k16": k[8:16], "k24": k[16:24], "k32": k[24:], "k16_": k[:16],
        "k32_": k[16:], "b64": encoded(s), "lower": s.lower(),
    }  # fmt: skip
    seen = shown(read_pasted(re.sub(r"\{([^}]+)\}", lambda name: parts[name[1]], template)))
    for secret in (s, k, wide(s), s.encode().hex(), encoded(s)):
        assert parts_seen(secret, seen) == []


@pytest.mark.parametrize(
    "text",
    [
        "你好，李老师。Bucket: acme-a1b2c3d4-prod，地域：cn-hangzhou，目录：data/2026/9f8e7d6c",
        "Hi Ann, the VPN password stays the same, the secret will follow by SMS. Bucket: acme",
        "QWEN_TMP_OSS_BUCKET=acme-prod\nQWEN_TMP_OSS_PREFIX=ai/生产\nQWEN_TMP_OSS_REGION=cn-beijing",
        "联系 13812345678 或 it-support@acme.com，AccessKeySecret 另发，项目 OssDropProduction",
        "https://acme.oss-cn-hangzhou.aliyuncs.com/ai/prod/cat-picture.png",
        "Bucket：acme-pics，AccessKey Secret：另外用短信发给你",
        "Bucket: acme-pics\nAccessKey Secret: 稍后电话告诉你",
        "DASHSCOPE_API_KEY=\nQWEN_TMP_OSS_BUCKET=acme-prod\nQWEN_TMP_OSS_REGION=cn-beijing",
        "QWEN_TMP_OSS_AK_SECRET=\nexport QWEN_TMP_OSS_BUCKET=acme-prod",
    ],
)
def test_what_is_no_key_can_be_read(text: str) -> None:
    assert shown(read_pasted(text)) == text


@pytest.mark.parametrize(
    "unit",
    [
        "oss-", "杭州\n", "桶 a-b\n", '"bucket": "a-b",', "a\n", "旧", "secret a1b2c3d4\n", "# a\n",
        "a\u2013", "://a@", "bucket,region\n", "LTAI5 a ", "<b ", "> ", "A1 ", "|",
    ],
)  # fmt: skip
def test_no_message_takes_long(unit: str) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        began = time.process_time()
        read_pasted(text)
        return time.process_time() - began

    # Four times as long: where each looks at all others it takes sixteen times as much.
    quarter, whole = seconds(15_000), seconds(60_000)
    assert whole < 0.5 or whole < 8 * quarter


def test_a_login_password_in_a_table_is_not_shown() -> None:
    text = (
        "用户登录名称,登录密码,AccessKey ID,AccessKey Secret\n"
        "a@b.onaliyun.com,Kx7?wQ!m2Rz#9t,LTAI5tTestTestTestTest01,canary-secret-0123456789abcdef\n"
    )
    shown = "".join(piece.text for piece in read_pasted(text).pieces)
    assert "Kx7" not in shown
    assert "9t" not in shown
    assert "a@b.onaliyun.com" in shown


@pytest.mark.parametrize(
    "text", ["2026-11-30 23:59（北京时间）", "2026-11-30 23:59 北京时间", "2026-11-30 15:59 UTC"]
)
def test_a_zone_in_words_is_one(text: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.isoformat() == "2026-11-30T15:59:00+00:00"


@pytest.mark.parametrize(
    "heading", ["小林，视频部的桶：\n", "The bucket:\n", "存储桶：\n\n", "新的密钥：\n"]
)
def test_a_heading_above_the_labels_takes_none_of_them(heading: str) -> None:
    text = f"{heading}Bucket：acme-assets-prod\nRegion：cn-hangzhou\n{BOTH}"
    assert dict(read_pasted(text).values) == ALL


def test_the_name_below_the_heading_of_a_bucket_is_its_name() -> None:
    text = f"OSS 桶：\n名称：acme-assets-prod\n区域：杭州\nAK：{ID}\nSK：{SECRET}"
    assert dict(read_pasted(text).values) == ALL


def test_what_is_named_and_not_understood_is_told() -> None:
    text = "Bucket：acme-assets-prod AccessKey ID：someone-8c203363 AccessKey Secret：short-0123"
    assert read_pasted(text).unread == (KEY_ID, KEY_SECRET)
    assert read_pasted(f"{BOTH}\nBucket：acme-assets-prod").unread == ()
    assert read_pasted(f"AccessKey ID：{ID}\nSecret：另外发给你").unread == ()
    inside = f"Bucket：acme-assets-prod\n地域：杭州\nEndpoint：http://10.0.3.5:9000\n{BOTH}"
    assert read_pasted(inside).unread == (ENDPOINT,)
    usual = inside.replace("http://10.0.3.5:9000", "https://oss-cn-hangzhou.aliyuncs.com")
    assert read_pasted(usual).unread == ()


@pytest.mark.parametrize("place", ["China (Hangzou)", "杭洲", "oss-cn-hangzou1"])
def test_a_region_that_is_misspelt_is_said_to_be_there(place: str) -> None:
    """It was said to be missing, though everybody could read it in the text."""
    found = read_pasted(f"Bucket: acme-files\nRegion: {place}\n")
    assert REGION in found.values or found.unread == (REGION,)
    assert found.values[BUCKET] == "acme-files"


def test_a_region_that_is_understood_leaves_no_doubt() -> None:
    assert read_pasted("Bucket: acme-files\nRegion: China (Hangzhou)\n").unread == ()
    assert read_pasted("Bucket: acme-files\n地域：请问一下\n").values == {BUCKET: "acme-files"}
