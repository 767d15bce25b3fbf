"""What IT sent, read into settings: a `.env`, the console's AccessKey CSV, an address, a chat line.

Nothing here is certain; the page shows what was understood before anything is saved.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from ossdrop.config.credentials import SECRET_OF, PairName
from ossdrop.config.endpoint import parse_endpoint
from ossdrop.config.env_check import KNOWN_NAMES
from ossdrop.config.env_file import parse_env
from ossdrop.config.regions import normalise_region, region_of_host
from ossdrop.config.settings import BUCKET, ENDPOINT, REGION
from ossdrop.errors import OssDropError

KEY_ID, KEY_SECRET = PairName.QWEN.value, SECRET_OF[PairName.QWEN]
API_KEY = "DASHSCOPE_API_KEY"
_ID = re.compile(r"\b(?:LTAI|STS\.|TMP\.)[A-Za-z0-9._-]{8,}")
_SECRET = re.compile(r"(?<![A-Za-z0-9/+=_-])[A-Za-z0-9]{30}(?![A-Za-z0-9/+=_-])")
_API_KEY = re.compile(r"\bsk-[A-Za-z0-9-]{16,}")
_URL = re.compile(r"https?://[^\s\"'<>，。；]+", re.IGNORECASE)
_HOST = re.compile(
    r"\b(?:([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.)?(oss-[a-z0-9-]+\.aliyuncs\.com)\b", re.IGNORECASE
)
_REGION = re.compile(r"\b(?:oss-)?((?:cn|ap|eu|us|na|me)-[a-z]+(?:-[a-z0-9]+)*)\b")
_BUCKET_LINE = re.compile(
    r"(?:bucket(?:[ _-]?name)?|存储空间|桶)\s*(?:名称|名)?\s*(?:[:：=]|是|为|is)\s*"
    r"([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?![a-z0-9.-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pasted:
    """Variables that were found in a text. Secrets are among them: never shown or logged."""

    values: dict[str, str] = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was understood."""
        return not self.values


def read_pasted(text: str) -> Pasted:
    """The settings in a text, whatever form it has."""
    text = text.removeprefix("\ufeff").strip()
    for reader in (_from_env, _from_csv):
        values = reader(text)
        if values:
            return Pasted(_tidy(values))
    return Pasted(_tidy(_from_words(text)))


def looks_swapped(key_id: str, secret: str) -> bool:
    """Whether ID and secret were pasted into each other's field."""
    return bool(_ID.fullmatch(secret.strip())) and not _ID.fullmatch(key_id.strip())


def _from_env(text: str) -> dict[str, str]:
    if "=" not in text:
        return {}
    found = parse_env(text)
    return {name: found[name].strip() for name in KNOWN_NAMES if found.get(name, "").strip()}


def _from_csv(text: str) -> dict[str, str]:
    """The console's AccessKey.csv: headings, then one row a user."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error:  # a cell of over 128 KiB
        return {}
    if len(rows) < 2:
        return {}
    headings = [re.sub(r"[^a-z]", "", cell.lower()) for cell in rows[0]]
    columns = {
        KEY_ID: next((n for n, h in enumerate(headings) if h.endswith("keyid")), None),
        KEY_SECRET: next((n for n, h in enumerate(headings) if h.endswith("keysecret")), None),
    }
    return {
        name: rows[1][column].strip()
        for name, column in columns.items()
        if column is not None and column < len(rows[1]) and rows[1][column].strip()
    }


def _from_words(text: str) -> dict[str, str]:
    """Addresses, keys and names in running text."""
    values: dict[str, str] = {}
    for url in _URL.findall(text):
        values |= _from_url(url)
    rest = _URL.sub(" ", text)
    if (host := _HOST.search(rest)) and REGION not in values:
        values |= _from_host(host.group(1) or "", host.group(2))
    rest = _HOST.sub(" ", rest)
    if bucket := _BUCKET_LINE.search(rest):
        values[BUCKET] = bucket.group(1).lower()
    if REGION not in values and (region := _REGION.search(rest)):
        values[REGION] = region.group(1)
    if key_id := _ID.search(rest):
        values[KEY_ID] = key_id.group()
    if api_key := _API_KEY.search(rest):
        values[API_KEY] = api_key.group()
    without_ids = _API_KEY.sub(" ", _ID.sub(" ", rest))
    if secret := _SECRET.search(without_ids):
        values[KEY_SECRET] = secret.group()
    return values


def _from_url(url: str) -> dict[str, str]:
    """A console page of a bucket, or the address of an object in it."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:  # "http://["
        return {}
    if host.startswith("oss.console."):
        steps = [unquote(step) for step in (parts.path + "/" + parts.fragment).split("/") if step]
        if "bucket" in steps:
            after = steps[steps.index("bucket") + 1 :]
            return _from_host(after[1] if len(after) > 1 else "", after[0]) if after else {}
        return {}
    if found := _HOST.fullmatch(host):
        return _from_host(found.group(1) or "", found.group(2))
    # A signed link names its region; the bucket of a custom domain cannot be seen.
    credential = parse_qs(parts.query).get("x-oss-credential", [""])[0].split("/")
    values = {REGION: credential[2]} if len(credential) > 2 else {}
    return values | {ENDPOINT: f"{parts.scheme}://{parts.netloc}"} if values else {}


def _from_host(bucket: str, host: str) -> dict[str, str]:
    host = host.lower()
    values = {REGION: region_of_host(host)}
    if bucket:
        values[BUCKET] = bucket.lower()
    if "-internal" in host:
        values[ENDPOINT] = host
    return values


def _tidy(values: dict[str, str]) -> dict[str, str]:
    """Values as the fields take them: the region's short form, no endpoint that says nothing."""
    tidy = {name: text for name, text in values.items() if text}
    try:
        if REGION in tidy:
            tidy[REGION] = normalise_region(tidy[REGION])
        if ENDPOINT in tidy and BUCKET in tidy:
            endpoint = parse_endpoint(tidy[ENDPOINT], tidy[BUCKET])
            if REGION not in tidy and endpoint.host.endswith(".aliyuncs.com"):
                tidy[REGION] = region_of_host(endpoint.host)
    except OssDropError:
        pass  # the field will say what is wrong with it
    if looks_swapped(tidy.get(KEY_ID, ""), tidy.get(KEY_SECRET, "")):
        tidy[KEY_ID], tidy[KEY_SECRET] = tidy[KEY_SECRET], tidy.get(KEY_ID, "")
    return {name: text for name, text in tidy.items() if text}
