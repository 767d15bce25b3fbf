"""Which operation a request asks for: a table of all that the service's documentation names.

No request falls through to another operation: one that names sub-resources gets just the
operation of these, or an error. What the service does not know in a query is signed and ignored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from ossdrop.practice import (
    append,
    buckets,
    multipart,
    object_acl,
    objects,
    post_object,
    tagging,
)
from ossdrop.practice.errors import ServiceError
from ossdrop.practice.operation import Handler, Operation, Scope, not_implemented
from ossdrop.practice.operations_refused import REFUSED, REFUSED_HEADERS, REFUSED_PARAMETERS
from ossdrop.practice.request import ServiceRequest

_READS = frozenset({"GetObject", "HeadObject", "GetObjectMeta"})
_COPY = "x-oss-copy-source"


def _done(
    scope: Scope,
    name: str,
    method: str,
    sub_resources: str,
    handler: Handler,
    *,
    action: str = "",
    header: str = "",
) -> Operation:
    return Operation(
        name,
        scope,
        method,
        frozenset(sub_resources.split()),
        f"oss:{action or name}",
        handler,
        header,
        anonymous_read=name in _READS,
        is_form=name == "PostObject",
    )


_bucket, _object = partial(_done, Scope.BUCKET), partial(_done, Scope.OBJECT)

# The actions are those of the page "Authorization syntax and elements".
DONE = (
    _done(Scope.SERVICE, "ListBuckets", "GET", "", buckets.list_buckets),
    _bucket("PutBucket", "PUT", "", buckets.put_bucket),
    _bucket("DeleteBucket", "DELETE", "", buckets.delete_bucket),
    _bucket("GetBucketInfo", "GET", "bucketInfo", buckets.get_bucket_info),
    _bucket("GetBucketLocation", "GET", "location", buckets.get_bucket_location),
    _bucket("ListObjects", "GET", "", buckets.list_objects),
    _bucket("ListObjectsV2", "GET", "list-type=2", buckets.list_objects_v2, action="ListObjects"),
    _bucket(
        "DeleteMultipleObjects", "POST", "delete", buckets.delete_objects, action="DeleteObject"
    ),
    _bucket("ListMultipartUploads", "GET", "uploads", multipart.list_uploads),
    _bucket("PostObject", "POST", "", post_object.post_object, action="PutObject"),
    _object("CopyObject", "PUT", "", objects.copy_object, action="PutObject", header=_COPY),
    _object("PutObject", "PUT", "", objects.put_object),
    _object("GetObject", "GET", "", objects.get_object),
    _object("HeadObject", "HEAD", "", objects.head_object, action="GetObject"),
    _object("GetObjectMeta", "HEAD", "objectMeta", objects.head_object, action="GetObject"),
    _object("DeleteObject", "DELETE", "", objects.delete_object),
    _object("AppendObject", "POST", "append position", append.append_object, action="PutObject"),
    _object("PutObjectACL", "PUT", "acl", object_acl.put_acl, action="PutObjectAcl"),
    _object("GetObjectACL", "GET", "acl", object_acl.get_acl, action="GetObjectAcl"),
    _object("PutObjectTagging", "PUT", "tagging", tagging.put_tagging),
    _object("GetObjectTagging", "GET", "tagging", tagging.get_tagging),
    _object("DeleteObjectTagging", "DELETE", "tagging", tagging.delete_tagging),
    _object("InitiateMultipartUpload", "POST", "uploads", multipart.initiate, action="PutObject"),
    _object(
        "UploadPartCopy",
        "PUT",
        "uploadId partNumber",
        multipart.upload_part_copy,
        action="PutObject",
        header=_COPY,
    ),
    _object("UploadPart", "PUT", "uploadId partNumber", multipart.upload_part, action="PutObject"),
    _object("CompleteMultipartUpload", "POST", "uploadId", multipart.complete, action="PutObject"),
    _object("AbortMultipartUpload", "DELETE", "uploadId", multipart.abort),
    _object("ListParts", "GET", "uploadId", multipart.list_parts),
)
OPERATIONS = (*DONE, *REFUSED)

_BY_PARAMETERS: defaultdict[tuple[Scope, frozenset[str]], list[Operation]] = defaultdict(list)
for _operation in OPERATIONS:
    _BY_PARAMETERS[_operation.scope, _operation.parameters].append(_operation)
SUB_RESOURCES = frozenset[str]().union(*(operation.parameters for operation in OPERATIONS))
_LIST_TYPE = "list-type"


def find_operation(request: ServiceRequest) -> Operation:
    """The operation of `request`; raises MethodNotAllowed, NotImplemented or InvalidArgument."""
    asked, scope = SUB_RESOURCES.intersection(request.query), _scope_of(request)
    _require_complete(request)
    alike = _BY_PARAMETERS.get((scope, asked), [])
    for operation in alike:
        if operation.method == request.method and _fits(operation, request):
            return operation
    if alike or not asked:
        raise ServiceError(
            "MethodNotAllowed", "The specified method is not allowed against this resource."
        )
    raise not_implemented(f"{_listed(asked)} of a {scope.value}")


def require_nothing_refused(request: ServiceRequest) -> None:
    """Raise NotImplemented where a parameter or a header asks for more than is done here."""
    refused = REFUSED_PARAMETERS.intersection(request.query)
    refused |= REFUSED_HEADERS.intersection(request.headers)
    if request.headers.get("x-oss-storage-class", "Standard") != "Standard":
        refused |= {"x-oss-storage-class"}
    if refused:
        raise not_implemented(_listed(refused))


def _require_complete(request: ServiceRequest) -> None:
    if request.query.get(_LIST_TYPE, "2") != "2":
        raise ServiceError("InvalidArgument", "The list-type is invalid.", ec="0015-00000401")
    if request.has("append") and not request.has("position"):
        raise ServiceError("MissingArgument", "Your request is missing the position argument.")


def _scope_of(request: ServiceRequest) -> Scope:
    if request.key:
        return Scope.OBJECT
    return Scope.BUCKET if request.bucket else Scope.SERVICE


def _fits(operation: Operation, request: ServiceRequest) -> bool:
    pairs = (entry.partition("=") for entry in operation.sub_resources)
    has_values = all(not mark or request.query[name] == value for name, mark, value in pairs)
    return has_values and (not operation.header or operation.header in request.headers)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
