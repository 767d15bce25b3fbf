"""Where reading ends: what just counts, and beside it what just does not any more."""

from __future__ import annotations

import base64
import json

import pytest

from ossdrop.config.credentials import TOKEN
from ossdrop.config.settings import BUCKET, ENDPOINT, PREFIX, REGION
from ossdrop.paste.pasted import API_KEY, KEY_ID, KEY_SECRET, TOKEN_ENDS, Pasted
from ossdrop.paste.reader import read_pasted

ID, SECRET = "LTAI5tQm7Rk2XwVb9NcHs4Zd", "w4Xk9TzQm2RbVn7YcLs3HdPf8JgUa6"
ID_2, SECRET_2 = "LTAI5tHf3Yp8GjTu6LsWq1Ke", "Zc5Nv1BqRt8KpWx3MhGy7JsDe4LuFa"
ID_OF_16, ID_OF_20 = "LTAI4GkQ7mZx2WcP", "LTAI4Fs8RvWq3XnTb6Yd"
MODEL_KEY, MODEL_KEY_2 = (
    "sk-5b1f0c7e9a3d42688e4f71c2d09ab653",
    "sk-e07d95a2c4b8416f9d3a60f8172c5be4",
)
WORKSPACE_KEY, OTHER_KEY = "sk-ws-H4kQ9vLm2TzRb7WcXnX", "sk-Rm4Xv9Kq2Zt7Lb"
STS_ID, STS_SECRET = "STS.NVq4Rk8ZmTc2Xw7LbYd9Hs3Jf", f"Kd7Wq2Zx{SECRET}Ab12Cd"
STS_ID_2, STS_SECRET_2 = "STS.NTg5Hj2PkWn8Xc4VbZm7Ls6Qr", f"Rt5Yp9Lk{SECRET_2}Ef34Gh"
STS_TOKEN, STS_TOKEN_2 = "CAIS" + "hQJ7xK2mRvT9wZb4" * 8, "CAIS" + "nM3bVc8XzL5kJh2G" * 8
STS = {KEY_ID: STS_ID, KEY_SECRET: STS_SECRET, TOKEN: STS_TOKEN}
KEYS = {KEY_ID: ID, KEY_SECRET: SECRET}
PLACE = {BUCKET: "acme-assets-prod", REGION: "cn-hangzhou"}
LINK = "https://acme-assets-prod.oss-cn-hangzhou.aliyuncs.com/"
SEVERAL = "several keys"  # what is told of a text, beside the names that have several values
ROW = "cn-hangzhou\tacme-assets-prod\t照片\n"

ALL_KEYS = (
    *(ID, ID_2, ID_OF_16, ID_OF_20, SECRET, SECRET_2, MODEL_KEY, MODEL_KEY_2),
    *(STS_ID, STS_ID_2, STS_SECRET, STS_SECRET_2, STS_TOKEN, STS_TOKEN_2),
    *(WORKSPACE_KEY, OTHER_KEY),
)

Told = dict[str, tuple[str, dict[str, str], set[str]]]
Read = dict[str, tuple[str, dict[str, str]]]


def encoded(content: bytes) -> str:
    """As Kubernetes keeps it."""
    return base64.b64encode(content).decode()


SECRETS: Told = {
    "of a robot, above those of the bucket": (
        f"corp_secret: {SECRET_2}\nAK：{ID}\nSK：{SECRET}",
        KEYS,
        set(),
    ),
    "of a robot, below other lines": (
        f"您好\n机器人的：\nagent_secret: {SECRET_2}\nAK：{ID}\nSK：{SECRET}",
        KEYS,
        set(),
    ),
    "of a robot, alone": (f"webhook secret: {SECRET}", {}, set()),
    "below a line about a robot's": (
        f"您好\nwebhook secret: 见群公告\n密钥：{SECRET}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "on the line of a robot's, but far from it": (
        f"webhook secret {'已经单独发给值班的同事，' * 4}你们的密钥：{SECRET}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "named as programs for S3 do": (
        f"aws_secret_access_key = {SECRET}\naws_access_key_id = {ID}",
        KEYS,
        set(),
    ),
    "of another vendor, alone": (f"GitHub 密钥：{SECRET}", {}, set()),
    "of another vendor, with an ID below": (
        f"GitHub 密钥：{SECRET_2}\nAccessKey ID：{ID}",
        {KEY_ID: ID},
        set(),
    ),
    "of another vendor, right behind an ID": (f"AK：{ID}\nMinIO SK：{SECRET}", KEYS, set()),
    "of another vendor, behind an old one": (
        f"AccessKey ID：{ID}\n旧 Secret：{SECRET_2}（已作废）\nGitLab 密钥：{SECRET}",
        {KEY_ID: ID},
        set(),
    ),
    "that is a sentence of the same length": (
        json.dumps({"accessKeyId": ID, "accessKeySecret": "ask Wang Lei in building seven"}),
        {KEY_ID: ID},
        set(),
    ),
    "behind a remark in brackets": (
        f"Secret: {SECRET_2}\n（今天）new Secret: {SECRET}",
        {KEY_SECRET: SECRET},
        {SEVERAL},
    ),
}
PAIRS: Told = {
    "of an old ID and an old secret alone": (f"旧 AK：{ID}\n旧 SK：{SECRET}", KEYS, set()),
    "of an ID and the first secret behind it": (
        f"AccessKey ID：{ID}\nSecret：{SECRET}\nSecret：{SECRET_2}",
        KEYS,
        {SEVERAL},
    ),
    "of an ID and the last secret before it": (
        f"Secret：{SECRET_2}\nSecret：{SECRET}\nAccessKey ID：{ID}",
        KEYS,
        {SEVERAL},
    ),
    "of an ID and a secret beside it, not the number of a ticket": (
        f"AK/SK：{ID} / {SECRET}\n工单号是 {SECRET_2}",
        KEYS,
        set(),
    ),
    "below the number of a batch": (f"批次号是 {SECRET_2}{SECRET[:6]}\n{ID} {SECRET}", KEYS, set()),
    "of no lasting ID and a temporary secret": (f"AK：{ID}\nSK：{STS_SECRET}", {KEY_ID: ID}, set()),
    "of no temporary ID and a lasting secret": (
        f"AK：{STS_ID}\nSK：{SECRET}",
        {KEY_ID: STS_ID},
        set(),
    ),
    "of no ID for tests and a secret for work": (
        f"测试 AK：{ID}\n生产 SK：{SECRET}",
        {KEY_ID: ID},
        set(),
    ),
    "of a secret by its label, not the number of a ticket": (
        f"密码：{SECRET}\n工单号：{SECRET_2}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "of secrets by either label": (
        f"测试密钥：{SECRET_2}\n正式密码：{SECRET}",
        {KEY_SECRET: SECRET},
        {SEVERAL},
    ),
    "in sentences": (f"Your key ID is {ID}. The secret is {SECRET}.", KEYS, set()),
    "of a temporary ID and a secret of 42": (
        f"{STS_ID}\n{STS_SECRET[:42]}",
        {KEY_ID: STS_ID, KEY_SECRET: STS_SECRET[:42]},
        set(),
    ),
    "of a secret alone, and no run of 42": (
        f"{SECRET}\n谢谢\n{STS_SECRET_2[:42]}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "with its token above": (f"{STS_TOKEN}\n{STS_ID}\n{STS_SECRET}", STS, set()),
    "with its token": (f"{STS_ID}\n{STS_SECRET}\n{STS_TOKEN}", STS, set()),
    "with its token, of two": (
        (
            f"测试：\nAccessKeyId: {STS_ID_2}\nAccessKeySecret: {STS_SECRET_2}\n"
            f"SecurityToken: {STS_TOKEN_2}\nExpiration: 2026-03-01T11:22:33Z\n"
            f"生产：\nAccessKeyId: {STS_ID}\nAccessKeySecret: {STS_SECRET}\n"
            f"SecurityToken: {STS_TOKEN}\nExpiration: 2026-03-02T11:22:33Z"
        ),
        STS | {TOKEN_ENDS: "2026-03-02T11:22:33Z"},
        {SEVERAL},
    ),
}
VARIABLES: Told = {
    "a pair": (
        f"{KEY_ID}=practice\n{KEY_SECRET}=practice-secret-1",
        {KEY_ID: "practice", KEY_SECRET: "practice-secret-1"},
        set(),
    ),
    "a pair with the second names": (
        "OSS_ACCESS_KEY_ID=practice\nOSS_ACCESS_KEY_SECRET=practice-secret-1",
        {KEY_ID: "practice", KEY_SECRET: "practice-secret-1"},
        set(),
    ),
    "an ID alone": (f"{KEY_ID}=practice", {KEY_ID: "practice"}, set()),
    "a secret alone": (
        f"{KEY_SECRET}=practice-secret-1",
        {KEY_SECRET: "practice-secret-1"},
        set(),
    ),
    "a pair that is no variable's": (
        "AccessKey ID: practice\nAccessKey Secret: practice-secret-1",
        {},
        set(),
    ),
    "a secret beside an ID of the service": (
        f"{KEY_ID}={ID}\n{KEY_SECRET}=practice-secret-1",
        {KEY_ID: ID},
        set(),
    ),
    "an old pair beside a secret of the service": (
        (
            "旧的练习账号\nOSS_ACCESS_KEY_ID=practice\nOSS_ACCESS_KEY_SECRET=practice-secret-1\n\n"
            f"正在用的\n密钥：{SECRET}"
        ),
        {KEY_SECRET: SECRET},
        set(),
    ),
    "a secret of the service below a mail": (
        f"Bucket：acme-assets-prod\n--\nOSS_ACCESS_KEY_SECRET={SECRET}",
        {BUCKET: "acme-assets-prod"},
        set(),
    ),
}
HEADINGS: Told = {
    "holds until a blank line and a paragraph": (
        f"GitHub：\n\n你们团队的账号\nsecret: {SECRET}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "holds behind a blank line alone": (f"GitHub：\n\nsecret: {SECRET}", {}, set()),
    "holds over a remark": (f"GitHub：\n仅供参考\nsecret: {SECRET}", {}, set()),
    "holds over a bracket": (f"GitHub：\n{{\n  secret: {SECRET}\n}}", {}, set()),
    "holds over a bracket and a remark": (
        f"GitHub：\n{{\n  仅供参考\n  secret: {SECRET}\n}}",
        {},
        set(),
    ),
    "holds for what is under it": (f"GitHub:\n  keys:\n    secret: {SECRET}", {}, set()),
    "ends at the next of its depth": (
        f"GitHub：\n  用不到\n你们团队的账号如下，请保管好：\nsecret: {SECRET}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "may have eighty letters": (f"{'GitHub 用的'.ljust(80, '。')}\nsecret: {SECRET}", {}, set()),
    "has no more than eighty letters": (
        f"{'GitHub 用的'.ljust(81, '。')}\nsecret: {SECRET}",
        {KEY_SECRET: SECRET},
        set(),
    ),
    "counts at the top of a text of many lines": (
        "GitHub：\n" + "说明见附件里的表格\n" * 20 + f"secret: {SECRET}\n" + "。\n" * 2100,
        {},
        set(),
    ),
    "of what is replaced ends at the word by": (
        f"Please replace\n  ID: {ID_2}\n  Secret: {SECRET_2}\nby\n  ID: {ID}\n  Secret: {SECRET}",
        KEYS,
        {SEVERAL},
    ),
}
SAID: Told = {
    "behind the names, on their lines": (
        "桶 acme-logs 测试用\n桶 acme-photos 生产用",
        {BUCKET: "acme-photos"},
        {BUCKET},
    ),
    "of a bucket, until a blank line": (
        "测试桶：acme-test\nRegion: cn-beijing\n\nRegion: cn-hangzhou",
        {BUCKET: "acme-test", REGION: "cn-hangzhou"},
        {REGION},
    ),
    "of nothing, at the top": (
        "region: cn-shanghai\n生产 region: cn-hangzhou",
        {REGION: "cn-hangzhou"},
        {REGION},
    ),
    "of nothing, on either side of a blank line": (
        "region: cn-hangzhou\n\nregion: cn-shanghai",
        {REGION: "cn-hangzhou"},
        {REGION},
    ),
    "that two are old": (
        "桶：acme-assets-prod（旧）\n旧桶：acme-logs",
        {BUCKET: "acme-assets-prod"},
        {BUCKET},
    ),
    "that two are new": (
        f"新 Secret：{SECRET}\nPlease replace it\nwith\n  Secret: {SECRET_2}",
        {KEY_SECRET: SECRET},
        {SEVERAL},
    ),
    "that two are new, in the other order": (
        f"Please replace it\nwith\n  Secret: {SECRET}\n\n新 Secret：{SECRET_2}",
        {KEY_SECRET: SECRET},
        {SEVERAL},
    ),
    "of a bucket, and otherwise by a link": (
        f"Bucket: acme-logs\n{LINK}",
        {BUCKET: "acme-logs", REGION: "cn-hangzhou"},
        {BUCKET},
    ),
    "that one is old": (
        "旧桶：acme-logs\n桶：acme-assets-prod",
        {BUCKET: "acme-assets-prod"},
        set(),
    ),
    "that one is new": (
        "桶：acme-logs\n新桶：acme-assets-prod",
        {BUCKET: "acme-assets-prod"},
        {BUCKET},
    ),
    "of the only keys, not of the buckets": (
        f"测试 AK：{ID}\n测试 SK：{SECRET}\n测试桶：acme-test\n生产桶：acme-photos",
        KEYS | {BUCKET: "acme-photos"},
        {BUCKET},
    ),
    "of the keys that are not old, and of their bucket": (
        (
            f"旧的生产 AK：{ID_2}\n旧的生产 SK：{SECRET_2}\n测试 AK：{ID}\n测试 SK：{SECRET}\n"
            "生产桶：acme-photos\n测试桶：acme-test"
        ),
        KEYS | {BUCKET: "acme-test"},
        {SEVERAL, BUCKET},
    ),
}
API_KEYS: Told = {
    "of the service, for a program of another vendor": (
        f"百炼的 key，填到这个变量里：\nOPENAI_API_KEY={MODEL_KEY}",
        {API_KEY: MODEL_KEY},
        set(),
    ),
    "of another vendor": (f"填到这个变量里：\nOPENAI_API_KEY={MODEL_KEY}", {}, set()),
    "of the service, the same for two programs": (
        f"Model Studio key:\nOPENAI_API_KEY={MODEL_KEY}\nGEMINI_API_KEY={MODEL_KEY}",
        {API_KEY: MODEL_KEY},
        set(),
    ),
    "of the service or not, as there are two": (
        f"百炼的 key，给两个程序：\nOPENAI_API_KEY={MODEL_KEY}\nGEMINI_API_KEY={MODEL_KEY_2}",
        {},
        set(),
    ),
    "of the service, beside another vendor's": (
        f"百炼 key：{MODEL_KEY}\nOPENAI_API_KEY={MODEL_KEY_2}",
        {API_KEY: MODEL_KEY},
        set(),
    ),
    "new and for tests": (
        f"百炼 测试 key {MODEL_KEY_2}\n新的 测试 key {MODEL_KEY}",
        {API_KEY: MODEL_KEY},
        {API_KEY},
    ),
    "of another form, named for the service": (
        f"百炼 key: {OTHER_KEY}",
        {API_KEY: OTHER_KEY},
        set(),
    ),
    "of another form, in a variable": (
        f"DASHSCOPE_API_KEY={OTHER_KEY}",
        {API_KEY: OTHER_KEY},
        set(),
    ),
    "of another form, in a variable of another name": (
        f"QWENCLOUD_API_KEY={OTHER_KEY}",
        {API_KEY: OTHER_KEY},
        set(),
    ),
    "of another form, of nobody": (f"key: {OTHER_KEY}", {}, set()),
    "with its kind": (f"key: {WORKSPACE_KEY}", {API_KEY: WORKSPACE_KEY}, set()),
    "with another vendor's kind": ("key: sk-ant-api03-Rm4Xv9Kq2Zt7Lb", {}, set()),
    "with another vendor's kind, in a variable": (
        "DASHSCOPE_API_KEY=sk-proj-Rm4Xv9Kq2Zt7Lb",
        {},
        set(),
    ),
    "in italics": (f"百炼 key：_{MODEL_KEY}_", {API_KEY: MODEL_KEY}, set()),
}
TABLES: Read = {
    "at the top": ("地域\tBucket\tUsage\n" + ROW, PLACE),
    "below a greeting": ("您好：\n\n配置如下\n地域\tBucket\tUsage\n" + ROW, PLACE),
    "in a mail that begins with an empty quote": (f"> \n> 地域\tBucket\tUsage\n> {ROW}", PLACE),
    "in Markdown": (
        "| 地域 | Bucket | Usage |\n|---|---|---|\n| cn-hangzhou | acme-assets-prod | 照片 |",
        PLACE,
    ),
    "above many rows": ("地域\tBucket\tUsage\n" + ROW * 70, PLACE),
    "on the sixtieth line": ("说明略\n" * 59 + "地域\tBucket\tUsage\n" + ROW, PLACE),
    "with signs around its cells": (
        "| Bucket | 目录 |\n|---|---|\n| `acme-assets-prod` | **photos** |",
        {BUCKET: "acme-assets-prod", PREFIX: "photos"},
    ),
    "above a shorter row": (
        "Bucket\t目录\t备注\nacme-assets-prod\tphotos",
        {BUCKET: "acme-assets-prod", PREFIX: "photos"},
    ),
    "above a longer row": (
        "Bucket\t目录\nacme-assets-prod\tphotos\t给市场部",
        {BUCKET: "acme-assets-prod", PREFIX: "photos"},
    ),
    "with a heading of forty letters": (
        f"Bucket\t{'x' * 33}.folder\nacme-assets-prod\tphotos\n",
        {BUCKET: "acme-assets-prod", PREFIX: "photos"},
    ),
    "with a heading of more than forty letters": (
        f"Bucket\t{'x' * 34}.folder\nacme-assets-prod\tphotos\n",
        {},
    ),
}
BARE: Told = {
    "a name and its region": ("acme-assets-prod cn-hangzhou", PLACE, set()),
    "a name in the middle": ("cn-hangzhou / acme-assets-prod", PLACE, set()),
    "a name and another word": ("acme-assets-prod / cn-hangzhou / hello", PLACE, set()),
    "a name and two other words": (
        "acme-assets-prod / cn-hangzhou / hello / there",
        {REGION: "cn-hangzhou"},
        set(),
    ),
    "a name among eight": (
        "请 使用 acme-assets-prod 地域 cn-hangzhou 谢谢 各位 同事",
        PLACE,
        set(),
    ),
    "a name among nine": (
        "请 使用 acme-assets-prod 地域 cn-hangzhou 谢谢 各位 同事 们",
        {REGION: "cn-hangzhou"},
        set(),
    ),
    "a name alone": ("acme-assets-prod", {}, set()),
    "a name and nothing that is known": ("acme-assets-prod hello", {}, set()),
    "a name without a hyphen": ("assets2026 / cn-hangzhou", {REGION: "cn-hangzhou"}, set()),
    "a person's name": ("Wang-Lei / cn-hangzhou", {REGION: "cn-hangzhou"}, set()),
    "two names": ("acme-assets-prod / acme-logs / cn-hangzhou", {REGION: "cn-hangzhou"}, set()),
    "a name before a link": (f"cat-videos {LINK} 谢谢", PLACE, set()),
}
FIELDS: Read = {
    "empty, before the next label": ("Bucket:\nRegion: cn-hangzhou", {REGION: "cn-hangzhou"}),
    "a folder that ends like a label": ("folder: team-a.photos.summer2026.bucket", {}),
    "a long folder that ends like a label": (
        "folder: team-a.photos.summer-2026.bucket",
        {PREFIX: "team-a.photos.summer-2026.bucket"},
    ),
    "of a folder that is the top": ("folder: Root", {}),
    "of a folder that could be a key": ("目录：0123456789abcdef0123456789ab", {}),
    "of a folder that is no key": (
        "目录：13579bdf02468ace13579bdf024",
        {PREFIX: "13579bdf02468ace13579bdf024"},
    ),
    "of a folder that is a key": (f"目录：{SECRET}", {KEY_SECRET: SECRET}),
    "of a region that is none, for its field to say": (
        f"{REGION}=hangzhou1",
        {REGION: "hangzhou1"},
    ),
    "of an end without a token": ("Expiration: 2026-03-01T11:22:33Z", {}),
}
ENDPOINTS: Read = {
    "with a slash": (f"Endpoint: {LINK}", PLACE),
    "without https": ("Endpoint: http://oss-cn-hangzhou.aliyuncs.com", {REGION: "cn-hangzhou"}),
    "in capitals": ("Endpoint: HTTPS://OSS-CN-HANGZHOU.ALIYUNCS.COM", {REGION: "cn-hangzhou"}),
    "before a remark, with no other word of the region": (
        "Endpoint：https://oss-cn-hangzhou.aliyuncs.com（外网）",
        {REGION: "cn-hangzhou"},
    ),
    "before a remark, with the bucket": (f"Endpoint：{LINK[:-1]}（外网）", PLACE),
    "beside its region": (
        "Region: cn-hangzhou\nEndpoint: oss-cn-hangzhou.aliyuncs.com",
        {REGION: "cn-hangzhou"},
    ),
    "beside a bucket that is called like an inner one": (
        "Bucket: acme-internal\nEndpoint: oss-cn-hangzhou.aliyuncs.com",
        {BUCKET: "acme-internal", REGION: "cn-hangzhou"},
    ),
    "beside a link of the fast lane": (
        f"外网：{LINK}\n加速：https://acme-assets-prod.oss-accelerate.aliyuncs.com/",
        PLACE,
    ),
    "beside the inner one as the endpoint": (
        f"{LINK}\n内网 Endpoint: oss-cn-hangzhou-internal.aliyuncs.com",
        PLACE,
    ),
    "beside the fast lane as the endpoint": (
        "Endpoint: oss-accelerate.aliyuncs.com\n外网：oss-cn-hangzhou.aliyuncs.com",
        {REGION: "cn-hangzhou", ENDPOINT: "oss-accelerate.aliyuncs.com"},
    ),
    "of the inner network, beside the fast lane": (
        (
            "内网 Endpoint: oss-cn-hangzhou-internal.aliyuncs.com\n"
            "加速 Endpoint: oss-accelerate.aliyuncs.com"
        ),
        {REGION: "cn-hangzhou", ENDPOINT: "oss-accelerate.aliyuncs.com"},
    ),
    "beside a domain of one's own": (
        "域名：img.acme.com\nEndpoint: oss-cn-hangzhou.aliyuncs.com",
        {REGION: "cn-hangzhou", ENDPOINT: "img.acme.com"},
    ),
}
ONLY_BUCKET = {BUCKET: "acme-assets-prod"}
CITIES: Told = {
    "before the bucket, at the beginning": ("杭州的桶 acme-assets-prod", PLACE, set()),
    "before the bucket, where a line begins": ("您好\n杭州的桶 acme-assets-prod", PLACE, set()),
    "before the bucket, on a long line": (
        f"{'我们已经和各个部门都说好了，' * 10}杭州桶 acme-assets-prod",
        PLACE,
        set(),
    ),
    "on the line before the bucket's": ("我人在北京\n桶：acme-assets-prod", ONLY_BUCKET, set()),
    "two lines above": ("您好\n我人在北京\n桶：acme-assets-prod", ONLY_BUCKET, set()),
    "behind the bucket, between other lines": (
        "您好\n桶 acme-assets-prod 在杭州，谢谢\n再见",
        PLACE,
        set(),
    ),
    "behind the bucket, of a team": ("桶 acme-assets-prod 归上海，谢谢", ONLY_BUCKET, set()),
    "behind the bucket, as part of a word": (
        "桶 acme-assets-prod 在杭州分公司用",
        ONLY_BUCKET,
        set(),
    ),
    "behind the bucket, as part of an English word": (
        "bucket acme-assets-prod in Hangzhou-Bay",
        ONLY_BUCKET,
        set(),
    ),
    "of the finance cloud": ("桶 acme-assets-prod 在杭州 金融云", ONLY_BUCKET, set()),
    "that is the bucket's name": ("Bucket: Beijing", {BUCKET: "beijing"}, set()),
    "on a line of its own, below another one": (
        "桶 acme-assets-prod 归上海团队用\n杭州的",
        PLACE,
        set(),
    ),
    "where the bucket is named again": (
        "桶 acme-assets-prod 归上海团队用\n桶 acme-assets-prod 在杭州，谢谢",
        PLACE,
        set(),
    ),
    "beside a link": (f"上海的桶 acme-assets-prod：{LINK}", PLACE, set()),
    "below a link, in who sent it": (f"{LINK}\n\n李雷\n上海", PLACE, set()),
    "below a label, in who sent it": (
        "Region: cn-hangzhou\n\n李雷\n上海",
        {REGION: "cn-hangzhou"},
        set(),
    ),
}
REGION_NAMES: Read = {
    "with a number, in a sentence": ("资源都放在华东2，谢谢", {REGION: "cn-shanghai"}),
    "with a number, in JSON": ('{"region": "华东1"}', {REGION: "cn-hangzhou"}),
    "with another number": ("地域：华东12", {}),
    "in small letters": ("Region: china (hangzhou)", {REGION: "cn-hangzhou"}),
    "in capitals": ("Region: CHINA (HANGZHOU)", {REGION: "cn-hangzhou"}),
    "as part of a word": ("Region: Hangzhouers", {}),
    "in Hong Kong": ("Region: Hong Kong", {REGION: "cn-hongkong"}),
    "in Hong Kong, of a bucket": ("香港的桶 acme-hk", {BUCKET: "acme-hk", REGION: "cn-hongkong"}),
    "in Hong Kong, of a company": ("我们公司在中国香港", {}),
}
KEYS_IN_PARTS: Read = {
    "an ID of 20 before a word of 4": (
        f"AccessKey ID: {ID_OF_20} only\nSecret: {SECRET}",
        {KEY_ID: ID_OF_20, KEY_SECRET: SECRET},
    ),
    "an ID of 16 before a word of 8": (
        f"AccessKey ID: {ID_OF_16} uploader\nSecret: {SECRET}",
        {KEY_ID: ID_OF_16, KEY_SECRET: SECRET},
    ),
    "a secret before a word of 14": (f"Secret: {SECRET} administration", {KEY_SECRET: SECRET}),
    "an API key before a word": (f"key: {MODEL_KEY} added", {API_KEY: MODEL_KEY}),
    "words that have the length of a secret": ("Secret: comes by post next week for sure then", {}),
    "half a secret above something longer": (f"Secret: {SECRET[:12]}\n{SECRET}{SECRET_2[:5]}", {}),
}
KUBERNETES: Read = {
    "encoded": (
        (
            f"data:\n  accessKeyId: {encoded(ID.encode())}\n"
            f"  accessKeySecret: {encoded(SECRET.encode())}\n"
        ),
        KEYS,
    ),
    "not encoded": (f"data:\n  accessKeyId: {ID}\n  accessKeySecret: {SECRET}\n", KEYS),
    "not encoded, and of no form that is": (
        "data:\n  bucket: acme-assets-prod\n  region: cn-hangzhou\n",
        PLACE,
    ),
    "encoded, with something that is no text": (
        f"data:\n  accessKeyId: {encoded(ID.encode())}\n  seal: {encoded(bytes(range(6)))}\n",
        {},
    ),
}
PROFILES = {
    "current": "prod",
    "profiles": [
        {"name": "default", "mode": "AK", "region_id": "cn-beijing"},
        {"name": "prod", "mode": "AK", "region_id": "cn-hangzhou"},
    ],
}
LIKE_JSON: Read = {
    "not quite JSON": ("{bucket: acme-assets-prod, region: cn-hangzhou}", PLACE),
    "too deep": ('{"profiles": ' + "[" * 20_000, {}),
    "deep, with a bucket at the top": (
        '{"bucket": "acme-assets-prod", "a":' + '{"a":' * 5_000,
        ONLY_BUCKET,
    ),
}
SHOWN: dict[str, tuple[str, str]] = {
    "a third of the groups are odd": (
        "by phone: aB3x9 and then qR7z2 last one",
        "by phone: ***",
    ),
    "less than a third are": (
        "by phone: aB3x9 and then qR7z2 last one too",
        "by phone: aB3x9 and then qR7z2 last one too",
    ),
    "eight letters in two groups": ("by phone: aB3x then qR7z", "by phone: ***"),
    "seven letters in two groups": ("by phone: aB3x then qR7", "by phone: aB3x then qR7"),
    "letters one by one": ("by phone: m O D U y M E k", "by phone: ***"),
    "a number beside I": ("I booked K7mP2x9 for us", "I booked K7mP2x9 for us"),
    "a number beside a": ("it has a K7mP2x9 on it", "it has a K7mP2x9 on it"),
    "a number beside A": ("A K7mP2x9 for us", "A K7mP2x9 for us"),
    "a number beside another letter": ("X booked K7mP2x9 for us", "***"),
    "a name in groups": (
        "编号 a1b2-c3d4-prod，请 Li Lei 处理，Han Mei 知悉",
        "编号 ***，请 Li Lei 处理，Han Mei 知悉",
    ),
    "a bucket in groups": (
        "Bucket: a1b2-c3d4-prod，a1b2-c3d4-prod 已授权",
        "Bucket: a1b2-c3d4-prod，a1b2-c3d4-prod 已授权",
    ),
    "a bucket in groups and capitals": (
        "Bucket: a1b2-c3d4-prod，A1B2-C3D4-PROD 已授权",
        "Bucket: a1b2-c3d4-prod，A1B2-C3D4-PROD 已授权",
    ),
    "half an ID before a word": (
        f"AccessKey ID: {ID[:13]} accessoriesabcde",
        "AccessKey ID: *** accessoriesabcde",
    ),
    "half a secret above something longer": (
        f"Secret: {SECRET[:12]}\n{SECRET}{SECRET_2[:5]}",
        "Secret: ***\n***",
    ),
    "an API key in italics": (f"百炼 key：_{MODEL_KEY}_", "百炼 key：_******"),
    "an API key with its kind": (f"key: {WORKSPACE_KEY}，谢谢", "key: ***，谢谢"),
    "an API key that ends with a sign": (f"百炼 key：{MODEL_KEY}-", "百炼 key：******"),
}


MARKED: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "in a row, not in the sentence above": (
        "photos 放这里：\n\nBucket\t目录\nacme-assets-prod\tphotos\n。",
        [
            ("photos 放这里：\n\nBucket\t目录\n", ""),
            ("acme-assets-prod", BUCKET),
            ("\t", ""),
            ("photos", PREFIX),
            ("\n。", ""),
        ],
    ),
    "among bare values": (
        "cn-hangzhou / acme-assets-prod，谢谢",
        [
            ("", ""),
            ("cn-hangzhou", REGION),
            (" / ", ""),
            ("acme-assets-prod", BUCKET),
            ("，谢谢", ""),
        ],
    ),
    "on a line of a city": (
        "桶 acme-assets-prod，谢谢\n杭州的\n再见",
        [
            ("桶 ", ""),
            ("acme-assets-prod", BUCKET),
            ("，谢谢\n", ""),
            ("杭州", REGION),
            ("的\n再见", ""),
        ],
    ),
    "but an endpoint that says nothing": (
        "Region: cn-hangzhou\nEndpoint: oss-cn-hangzhou.aliyuncs.com",
        [
            ("Region: ", ""),
            ("cn-hangzhou", REGION),
            ("\nEndpoint: oss-cn-hangzhou.aliyuncs.com", ""),
        ],
    ),
}


def assert_read(text: str, values: dict[str, str], told: set[str]) -> None:
    """Exactly this is read and told, and only what is read is marked; no key can be seen."""
    pasted = read_pasted(text)
    assert pasted.values == values
    assert {*pasted.doubled, *([SEVERAL] if pasted.has_several_keys else [])} == told
    assert {piece.name for piece in pasted.pieces if piece.name} <= values.keys()
    assert [key for key in ALL_KEYS if key in shown(pasted)] == []


def shown(pasted: Pasted) -> str:
    return "".join(piece.text for piece in pasted.pieces)


@pytest.mark.parametrize(("text", "values", "told"), SECRETS.values(), ids=SECRETS)
def test_a_secret_is_the_buckets_by_its_own_line(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values", "told"), PAIRS.values(), ids=PAIRS)
def test_a_pair_is_of_what_belongs_together(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values", "told"), VARIABLES.values(), ids=VARIABLES)
def test_keys_of_another_form_are_taken_from_variables_alone(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values", "told"), HEADINGS.values(), ids=HEADINGS)
def test_a_heading_holds_as_far_as_it_is_meant(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values", "told"), SAID.values(), ids=SAID)
def test_what_is_said_of_a_value_decides(text: str, values: dict[str, str], told: set[str]) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values", "told"), API_KEYS.values(), ids=API_KEYS)
def test_an_api_key_is_taken_where_it_is_surely_the_services(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values"), TABLES.values(), ids=TABLES)
def test_the_headings_of_a_table_are_no_values(text: str, values: dict[str, str]) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "values", "told"), BARE.values(), ids=BARE)
def test_a_bare_name_is_the_bucket_where_little_else_stands(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values"), FIELDS.values(), ids=FIELDS)
def test_a_field_takes_what_has_its_form(text: str, values: dict[str, str]) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "values"), ENDPOINTS.values(), ids=ENDPOINTS)
def test_a_public_endpoint_is_read_as_its_region(text: str, values: dict[str, str]) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "values", "told"), CITIES.values(), ids=CITIES)
def test_a_city_counts_where_it_is_the_buckets(
    text: str, values: dict[str, str], told: set[str]
) -> None:
    assert_read(text, values, told)


@pytest.mark.parametrize(("text", "values"), REGION_NAMES.values(), ids=REGION_NAMES)
def test_a_region_is_known_by_its_whole_name(text: str, values: dict[str, str]) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "values"), KEYS_IN_PARTS.values(), ids=KEYS_IN_PARTS)
def test_a_whole_key_is_not_made_longer(text: str, values: dict[str, str]) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "values"), KUBERNETES.values(), ids=KUBERNETES)
def test_the_data_of_kubernetes_is_decoded_where_all_of_it_is_encoded(
    text: str, values: dict[str, str]
) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "values"), LIKE_JSON.values(), ids=LIKE_JSON)
def test_what_begins_like_json_need_not_be_it(text: str, values: dict[str, str]) -> None:
    assert_read(text, values, set())


@pytest.mark.parametrize(("text", "seen"), SHOWN.values(), ids=SHOWN)
def test_words_can_be_read_and_parts_of_keys_cannot(text: str, seen: str) -> None:
    assert shown(read_pasted(text)) == seen


@pytest.mark.parametrize(("text", "pieces"), MARKED.values(), ids=MARKED)
def test_a_value_is_marked_where_it_was_read(text: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.text, piece.name) for piece in read_pasted(text).pieces] == pieces


def test_of_several_profiles_the_region_of_the_current_one_is_taken() -> None:
    pasted = read_pasted(json.dumps(PROFILES))
    assert pasted.values == {REGION: "cn-hangzhou"}
    assert pasted.doubled == (REGION,)


_SECRET_LINE = f"AccessKey Secret: {SECRET}"
WRONG_BEFORE = {
    "a bucket in the last column": (
        "地域\tBucket\ncn-hangzhou\tacme-assets-prod",
        "acme-assets-prod",
    ),
    "variables below a word": ("下面是新的桶：\nOSS_BUCKET=acme-assets-prod", "acme-assets-prod"),
    "an address in brackets": (
        "（https://acme-assets-prod.oss-cn-hangzhou.aliyuncs.com）",
        "acme-assets-prod",
    ),
    "an address before a comma": (
        "https://acme-assets-prod.oss-cn-hangzhou.aliyuncs.com、谢谢",
        "acme-assets-prod",
    ),
    "a folder in brackets": ("（oss://acme-assets-prod/ai/prod）", "acme-assets-prod"),
}


@pytest.mark.parametrize(("text", "bucket"), WRONG_BEFORE.values(), ids=WRONG_BEFORE.keys())
def test_a_bucket_is_not_what_stands_beside_it(text: str, bucket: str) -> None:
    values = dict(read_pasted(text).values)
    assert values["QWEN_TMP_OSS_BUCKET"] == bucket
    assert not any("）" in value or "、" in value for value in values.values())


@pytest.mark.parametrize("at", [16, 20])
@pytest.mark.parametrize("gap", ["\n", " "])
def test_an_id_that_was_broken_is_whole_again(at: int, gap: str) -> None:
    text = f"AccessKey ID: {ID[:at]}{gap}{ID[at:]}\n{_SECRET_LINE}"
    assert dict(read_pasted(text).values)["QWEN_TMP_OSS_AK_ID"] == ID


def test_a_city_in_a_greeting_is_no_region() -> None:
    values = dict(read_pasted("Hi from the Singapore office. Bucket: acme-assets").values)
    assert values == {"QWEN_TMP_OSS_BUCKET": "acme-assets"}


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        (
            'arn: "acs:oss:*:1234567890123456:acme-assets-prod/*"',
            {BUCKET: "acme-assets-prod"},
            {"acme-assets-prod": BUCKET},
        ),
        (
            "https://img.acme.cn/a.png?x-oss-credential=LTAI%2F20260301%2Fcn-beijing%2Foss",
            {REGION: "cn-beijing", ENDPOINT: "https://img.acme.cn"},
            {},
        ),
        ("https://img.acme.cn/a.png?x-oss-credential=LTAI%2F20260301", {}, {}),
        (
            "| | one | two |\n| bucket | `acme-assets-prod` | |\n| region | `cn-hangzhou` | |",
            PLACE,
            {"acme-assets-prod": BUCKET, "cn-hangzhou": REGION},
        ),
    ],
)
def test_a_place_is_read_from_policies_links_and_columns(
    text: str, found: dict[str, str], words: dict[str, str]
) -> None:
    pasted = read_pasted(text)
    assert dict(pasted.values) == found
    assert {
        piece.text: piece.name for piece in pasted.pieces if piece.name
    }.items() >= words.items()


def test_of_two_equal_cells_the_second_is_marked_where_it_is() -> None:
    text = "region\tcn-hangzhou\nbucket\tcn-hangzhou-files\tacme-assets-prod"
    pieces = read_pasted(text).pieces
    assert "".join(piece.text for piece in pieces) == text
    assert read_pasted(text).doubled == (BUCKET,)


def test_a_folder_ends_with_its_line() -> None:
    text = "文件夹：放在这个目录下面\nuploads/2026 之后再说"
    assert PREFIX not in read_pasted(text).values


@pytest.mark.parametrize("region", ["华东2（上海）金融云", "华东2(上海) 金融云", "华东2 金融云"])
def test_the_finance_cloud_of_a_city_is_another_region(region: str) -> None:
    assert REGION not in read_pasted(f"地域：{region}\nbucket: acme-assets-prod").values
    assert read_pasted("地域：华东2（上海）\n金融云的同事会联系你").values == {
        REGION: "cn-shanghai"
    }


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("mein Wert w4Xk9TzQ/m2RbVn7Yc da", "mein Wert *** da"),
        ("photos/summer/holiday", "photos/summer/holiday"),
        ("secret: abcXyz", "secret: ***"),
    ],
)
def test_a_run_with_strokes_is_a_key_unless_it_is_made_of_words(text: str, seen: str) -> None:
    assert "".join(piece.text for piece in read_pasted(text).pieces) == seen


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("文件夹：照片", "照片"),
        ("好的，文件夹：照片，谢谢", "照片"),
        ("folder: Bilder-für-uns", "Bilder-für-uns"),
        ("bucket,region,folder\nacme-assets-prod,,uploads", "uploads"),
        ("bucket,region,folder\nacme-assets-prod,-,uploads", "uploads"),
    ],
)
def test_a_folder_has_a_name_in_any_script_and_a_cell_may_be_empty(text: str, folder: str) -> None:
    found = read_pasted(text).values
    assert found[PREFIX] == folder
    assert REGION not in found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "QWEN_TMP_OSS_BUCKET,QWEN_TMP_OSS_REGION\nacme-assets-prod,cn-hangzhou",
            {BUCKET: "acme-assets-prod", REGION: "cn-hangzhou"},
        ),
        ("bucket: acme-assets-prod\n本地文件夹：照片", {BUCKET: "acme-assets-prod"}),
        ("bucket: acme-assets-prod\nyour local folder: photos", {BUCKET: "acme-assets-prod"}),
    ],
)
def test_headings_may_be_variables_and_a_folder_of_this_computer_is_none(
    text: str, found: dict[str, str]
) -> None:
    assert read_pasted(text).values == found


@pytest.mark.parametrize(
    "text",
    [
        '"AccessKey Secret"：“x8KdPq2LmN4rT6vW9yZ1aB3cD5eF7g”',
        (
            "AK1: LTAI5tFirstFirstFirst1 / x8KdPq2LmN4rT6vW9yZ1aB3cD5eF7g\n"
            "AK2: LTAI5tSecondSecondSec2 / y8KdPq2LmN4rT6vW9yZ1aB3cD5eF7h\n"
        ),
    ],
)
def test_what_is_hidden_has_a_sign_that_every_language_knows(text: str) -> None:
    words = "".join(piece.text for piece in read_pasted(text).pieces)
    assert "***" in words
    assert "REDACTED" not in words
    assert "8KdPq2LmN4rT6vW9yZ1aB3cD5eF7" not in words
