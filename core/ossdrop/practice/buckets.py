"""Operations on buckets: make, delete, describe, list objects, delete many."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from ossdrop.practice.digests import announced_md5, md5_hex, require_md5
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.exchange import Exchange
from ossdrop.practice.listing import OWNER, Page, Wanted, page_of
from ossdrop.practice.object_acl import bucket_acl_of
from ossdrop.practice.operation import not_implemented
from ossdrop.practice.parameters import key_encoder, key_of_token, number, token_of
from ossdrop.practice.rules import require_bucket_name
from ossdrop.practice.stored import Bucket, ObjectRecord
from ossdrop.practice.xml import Node, document, iso_time
from ossdrop.practice.xml_bodies import parse, text_of, whole_text_of

_DEFAULT_LISTED, _MOST_LISTED = 100, 1000


async def list_buckets(exchange: Exchange) -> web.StreamResponse:
    """ListBuckets (GetService)."""
    query = exchange.request.query
    most = number(query, "max-keys", _DEFAULT_LISTED, 1, _MOST_LISTED)
    wanted = Wanted(query.get("prefix", ""), "", query.get("marker", ""), most)
    entries = sorted(exchange.store.buckets.items())
    page = page_of(((name, one) for name, one in entries if name > wanted.after), wanted)
    nodes: list[Node] = [
        ("Prefix", wanted.prefix),
        ("Marker", wanted.after),
        ("MaxKeys", most),
        ("IsTruncated", page.is_truncated),
        ("NextMarker", page.last_key if page.is_truncated else ""),
        OWNER,
        ("Buckets", [("Bucket", _bucket_nodes(bucket)) for _, bucket in page.items]),
    ]
    return exchange.answer(document("ListAllMyBucketsResult", nodes))


async def put_bucket(exchange: Exchange) -> web.StreamResponse:
    """PutBucket; storage class and redundancy in its body change nothing here."""
    name = exchange.request.bucket
    require_bucket_name(name)
    acl = bucket_acl_of(exchange.request.headers)
    body = await exchange.receive_small()
    if body and parse(body).tag != "CreateBucketConfiguration":
        raise ServiceError("MalformedXML", "The XML you provided was not well-formed.")
    exchange.store.create_bucket(name, exchange.region, acl)
    return exchange.answer(headers={"Location": f"/{name}"})


async def delete_bucket(exchange: Exchange) -> web.StreamResponse:
    """DeleteBucket: only an empty one."""
    bucket = exchange.require_bucket()
    if bucket.objects or bucket.uploads:
        raise ServiceError("BucketNotEmpty", "The bucket you tried to delete is not empty.")
    exchange.store.delete_bucket(bucket)
    return exchange.answer(status=204)


async def get_bucket_info(exchange: Exchange) -> web.StreamResponse:
    """GetBucketInfo."""
    bucket = exchange.require_bucket()
    nodes = [*_bucket_nodes(bucket), OWNER, ("AccessControlList", [("Grant", bucket.acl)])]
    return exchange.answer(document("BucketInfo", [("Bucket", nodes)]))


async def get_bucket_location(exchange: Exchange) -> web.StreamResponse:
    """GetBucketLocation."""
    region = exchange.require_bucket().region
    return exchange.answer(document("LocationConstraint", f"oss-{region}"))


async def list_objects(exchange: Exchange) -> web.StreamResponse:
    """ListObjects, version 1."""
    query, bucket = exchange.request.query, exchange.require_bucket()
    encode = key_encoder(query)
    wanted = _wanted(exchange, query.get("marker", ""))
    page = _page(bucket, wanted)
    nodes: list[Node] = [
        ("Name", bucket.name),
        ("Prefix", encode(wanted.prefix)),
        ("Marker", encode(wanted.after)),
        ("MaxKeys", wanted.most),
        ("Delimiter", encode(wanted.delimiter)),
        ("EncodingType", query.get("encoding-type", "")),
        ("IsTruncated", page.is_truncated),
    ]
    if page.is_truncated:
        nodes.append(("NextMarker", encode(page.last_key)))
    nodes += _content_nodes(page, encode, owner=True)
    return exchange.answer(document("ListBucketResult", nodes))


async def list_objects_v2(exchange: Exchange) -> web.StreamResponse:
    """ListObjectsV2."""
    query, bucket = exchange.request.query, exchange.require_bucket()
    encode = key_encoder(query)
    token = query.get("continuation-token", "")
    after = key_of_token(token) if token else query.get("start-after", "")
    wanted = _wanted(exchange, after)
    page = _page(bucket, wanted)
    nodes: list[Node] = [
        ("Name", bucket.name),
        ("Prefix", encode(wanted.prefix)),
        ("MaxKeys", wanted.most),
        ("Delimiter", encode(wanted.delimiter)),
        ("StartAfter", encode(query.get("start-after", ""))),
        ("EncodingType", query.get("encoding-type", "")),
        ("IsTruncated", page.is_truncated),
        ("KeyCount", len(page.items) + len(page.folders)),
    ]
    if token:
        nodes.append(("ContinuationToken", token))
    if page.is_truncated:
        nodes.append(("NextContinuationToken", token_of(page.last_key)))
    nodes += _content_nodes(page, encode, owner=query.get("fetch-owner") == "true")
    return exchange.answer(document("ListBucketResult", nodes))


async def delete_objects(exchange: Exchange) -> web.StreamResponse:
    """DeleteMultipleObjects: at most 1,000, Content-MD5 required."""
    request, bucket = exchange.request, exchange.require_bucket()
    announced, encode = announced_md5(request.headers), key_encoder(request.query)
    if announced is None:
        raise ServiceError("InvalidDigest", "Content-MD5 is required.", ec="0017-00000502")
    body = await exchange.receive_small()
    require_md5(announced, md5_hex(body))
    root = parse(body)
    entries = root.findall("Object")
    if root.tag != "Delete" or not 1 <= len(entries) <= _MOST_LISTED:
        raise ServiceError("MalformedXML", "1 to 1000 objects can be deleted at once.")
    if any(text_of(entry, "VersionId") for entry in entries):
        raise not_implemented("A version of an object")
    keys = [whole_text_of(entry, "Key") for entry in entries]
    for key in keys:
        exchange.store.delete(bucket, key)
    if text_of(root, "Quiet").lower() == "true":
        return exchange.answer()
    nodes: list[Node] = [("EncodingType", request.query.get("encoding-type", ""))]
    nodes += [("Deleted", [("Key", encode(key))]) for key in keys]
    return exchange.answer(document("DeleteResult", nodes))


def _bucket_nodes(bucket: Bucket) -> list[Node]:
    location = f"oss-{bucket.region}"
    return [
        ("CreationDate", iso_time(bucket.created_at)),
        ("ExtranetEndpoint", f"{location}.aliyuncs.com"),
        ("IntranetEndpoint", f"{location}-internal.aliyuncs.com"),
        ("Location", location),
        ("Name", bucket.name),
        ("Region", bucket.region),
        ("StorageClass", "Standard"),
    ]


def _wanted(exchange: Exchange, after: str) -> Wanted:
    query = exchange.request.query
    most = number(query, "max-keys", _DEFAULT_LISTED, 1, _MOST_LISTED)
    return Wanted(query.get("prefix", ""), query.get("delimiter", ""), after, most)


def _page(bucket: Bucket, wanted: Wanted) -> Page[ObjectRecord]:
    keys = (key for key in sorted(bucket.objects) if key > wanted.after)
    return page_of(((key, bucket.objects[key]) for key in keys), wanted)


def _content_nodes(
    page: Page[ObjectRecord], encode: Callable[[str], str], *, owner: bool
) -> list[Node]:
    nodes: list[Node] = [
        ("Contents", _entry(record, encode, owner=owner)) for _, record in page.items
    ]
    return nodes + page.folder_nodes(map(encode, page.folders))


def _entry(record: ObjectRecord, encode: Callable[[str], str], *, owner: bool) -> list[Node]:
    nodes: list[Node] = [
        ("Key", encode(record.key)),
        ("LastModified", iso_time(record.modified_at)),
        ("ETag", f'"{record.etag}"'),
        ("Type", record.kind),
        ("Size", record.size_bytes),
        ("StorageClass", "Standard"),
    ]
    return [*nodes, OWNER] if owner else nodes
