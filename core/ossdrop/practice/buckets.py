"""Operations on buckets: make, delete, describe, list objects, delete many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import quote

from aiohttp import web

from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.rules import require_bucket_name
from ossdrop.practice.store import Bucket, ObjectRecord
from ossdrop.practice.xml import Node, document, iso_time, parse, text_of

_OWNER: Node = ("Owner", [("ID", "1000000000000001"), ("DisplayName", "1000000000000001")])


async def put_bucket(exchange: Exchange, region: str) -> web.StreamResponse:
    """PutBucket."""
    name = exchange.request.bucket
    require_bucket_name(name)
    await exchange.receive_small()
    bucket = exchange.store.create_bucket(name, region)
    bucket.acl = exchange.request.headers.get("x-oss-acl", bucket.acl)
    return exchange.answer(headers={"Location": f"/{name}"})


async def delete_bucket(exchange: Exchange) -> web.StreamResponse:
    """DeleteBucket: only an empty one."""
    bucket = exchange.require_bucket()
    if bucket.objects or bucket.uploads:
        raise ServiceError("BucketNotEmpty", "The bucket you tried to delete is not empty.")
    del exchange.store.buckets[bucket.name]
    return exchange.answer(status=204)


async def get_bucket_info(exchange: Exchange) -> web.StreamResponse:
    """GetBucketInfo."""
    bucket = exchange.require_bucket()
    location = f"oss-{bucket.region}"
    nodes: list[Node] = [
        ("CreationDate", iso_time(bucket.created_at)),
        ("ExtranetEndpoint", f"{location}.aliyuncs.com"),
        ("IntranetEndpoint", f"{location}-internal.aliyuncs.com"),
        ("Location", location),
        ("Name", bucket.name),
        ("StorageClass", "Standard"),
        _OWNER,
        ("AccessControlList", [("Grant", bucket.acl)]),
    ]
    return exchange.answer(document("BucketInfo", [("Bucket", nodes)]))


async def get_bucket_location(exchange: Exchange) -> web.StreamResponse:
    """GetBucketLocation."""
    region = exchange.require_bucket().region
    return exchange.answer(document("LocationConstraint", f"oss-{region}"))


async def list_objects(exchange: Exchange) -> web.StreamResponse:
    """ListObjects, version 1."""
    query, bucket = exchange.request.query, exchange.require_bucket()
    marker = query.get("marker", "")
    page = _Page(bucket, query.get("prefix", ""), query.get("delimiter", ""), marker, _most(query))
    encode = _encoder(query)
    nodes: list[Node] = [
        ("Name", bucket.name),
        ("Prefix", encode(page.prefix)),
        ("Marker", encode(marker)),
        ("MaxKeys", page.most),
        ("Delimiter", encode(page.delimiter)),
        ("EncodingType", query.get("encoding-type", "")),
        ("IsTruncated", page.truncated),
    ]
    if page.truncated:
        nodes.append(("NextMarker", encode(page.last)))
    nodes += [("Contents", _entry(record, encode, owner=True)) for record in page.records]
    nodes += [("CommonPrefixes", [("Prefix", encode(name))]) for name in page.prefixes]
    return exchange.answer(document("ListBucketResult", nodes))


async def list_objects_v2(exchange: Exchange) -> web.StreamResponse:
    """ListObjectsV2."""
    query, bucket = exchange.request.query, exchange.require_bucket()
    token = query.get("continuation-token", "")
    after = token or query.get("start-after", "")
    page = _Page(bucket, query.get("prefix", ""), query.get("delimiter", ""), after, _most(query))
    encode = _encoder(query)
    nodes: list[Node] = [
        ("Name", bucket.name),
        ("Prefix", encode(page.prefix)),
        ("MaxKeys", page.most),
        ("Delimiter", encode(page.delimiter)),
        ("StartAfter", encode(query.get("start-after", ""))),
        ("EncodingType", query.get("encoding-type", "")),
        ("IsTruncated", page.truncated),
        ("KeyCount", len(page.records) + len(page.prefixes)),
    ]
    if token:
        nodes.append(("ContinuationToken", token))
    if page.truncated:
        nodes.append(("NextContinuationToken", page.last))
    owner = query.get("fetch-owner") == "true"
    nodes += [("Contents", _entry(record, encode, owner=owner)) for record in page.records]
    nodes += [("CommonPrefixes", [("Prefix", encode(name))]) for name in page.prefixes]
    return exchange.answer(document("ListBucketResult", nodes))


async def delete_objects(exchange: Exchange) -> web.StreamResponse:
    """DeleteMultipleObjects: at most 1,000, Content-MD5 required."""
    bucket = exchange.require_bucket()
    if "content-md5" not in exchange.request.headers:
        raise ServiceError("InvalidDigest", "Content-MD5 is required.")
    root = parse(await exchange.receive_small())
    keys = [text_of(entry, "Key") for entry in root.findall("Object")]
    if not 1 <= len(keys) <= 1000:
        raise ServiceError("MalformedXML", "1 to 1000 objects can be deleted at once.")
    for key in keys:
        exchange.store.delete(bucket, key)
    if text_of(root, "Quiet") == "true":
        return exchange.answer()
    encode = _encoder(exchange.request.query)
    nodes: list[Node] = [("EncodingType", exchange.request.query.get("encoding-type", ""))]
    nodes += [("Deleted", [("Key", encode(key))]) for key in keys]
    return exchange.answer(document("DeleteResult", nodes))


class _Page:
    """One page of a listing, with folders rolled up at the delimiter."""

    def __init__(self, bucket: Bucket, prefix: str, delimiter: str, after: str, most: int) -> None:
        self.prefix, self.delimiter, self.most = prefix, delimiter, most
        self.records: list[ObjectRecord] = []
        self.prefixes: list[str] = []
        self.truncated = False
        self.last = after
        for key in sorted(bucket.objects):
            if not key.startswith(prefix) or key <= after:
                continue
            folder = self._folder_of(key)
            if folder and (folder <= after or folder in self.prefixes):
                continue
            if len(self.records) + len(self.prefixes) == most:
                self.truncated = True
                break
            if folder:
                self.prefixes.append(folder)
            else:
                self.records.append(bucket.objects[key])
            self.last = folder or key

    def _folder_of(self, key: str) -> str:
        if not self.delimiter:
            return ""
        end = key.find(self.delimiter, len(self.prefix))
        return key[: end + len(self.delimiter)] if end >= 0 else ""


def _most(query: Mapping[str, str]) -> int:
    text = query.get("max-keys", "100")
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise ServiceError("InvalidArgument", "Argument max-keys must be 1 to 1000.")
    return int(text)


def _encoder(query: Mapping[str, str]) -> Callable[[str], str]:
    if query.get("encoding-type") == "url":
        return partial(quote, safe="/")
    return str


def _entry(record: ObjectRecord, encode: Callable[[str], str], *, owner: bool) -> list[Node]:
    nodes: list[Node] = [
        ("Key", encode(record.key)),
        ("LastModified", iso_time(record.modified_at)),
        ("ETag", f'"{record.etag}"'),
        ("Type", record.kind),
        ("Size", record.size_bytes),
        ("StorageClass", "Standard"),
    ]
    return [*nodes, _OWNER] if owner else nodes
