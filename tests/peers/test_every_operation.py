"""Every operation of the table, with two clients that were not written here, refusals included."""

from __future__ import annotations

import re
from pathlib import Path

import alibabacloud_oss_v2 as oss
import oss2
import pytest

from ossdrop.practice.operation import Operation
from ossdrop.practice.operations import DONE, OPERATIONS, SUB_RESOURCES
from ossdrop.practice.operations_refused import REFUSED, REFUSED_PARAMETERS
from ossdrop.practice.server import PracticeServer
from tests.conftest import BUCKET
from tests.peers import by_oss2, by_oss_v2

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
# A form is signed by whoever makes it: `test_oss2.py` and ali-oss send it.
_FORM = "PostObject"
# Parameters of operations, which ask for none themselves.
_PLAIN = """
    response-content-type response-content-language response-cache-control response-expires
    response-content-encoding response-content-disposition security-token startTime endTime
    x-oss-traffic-limit x-oss-request-payer inventoryId continuation-token styleName regionList
    x-oss-target-redundancy-type x-oss-redundancy-transition-taskid encoding-type qosRequester
"""


@pytest.fixture
def stored(bucket: oss2.Bucket) -> oss2.Bucket:
    """The bucket with one object in it."""
    bucket.put_object("k", b"a cat")
    return bucket


def test_each_operation_has_a_name_of_its_own() -> None:
    names = [operation.name for operation in OPERATIONS]
    assert len(names) == len(set(names))
    for client in (by_oss2.DONE, by_oss_v2.DONE):
        assert client.keys() == {operation.name for operation in DONE} - {_FORM}


@pytest.mark.parametrize("name", by_oss2.DONE)
def test_oss2_is_answered(stored: oss2.Bucket, name: str) -> None:
    assert by_oss2.DONE[name](stored)


@pytest.mark.parametrize("name", by_oss_v2.DONE)
def test_oss_v2_is_answered(client: oss.Client, stored: oss2.Bucket, name: str) -> None:
    assert by_oss_v2.DONE[name](client)


@pytest.mark.parametrize("operation", REFUSED, ids=lambda operation: operation.name)
def test_what_is_not_done_is_refused_by_name(
    practice: PracticeServer, client: oss.Client, stored: oss2.Bucket, operation: Operation
) -> None:
    before = practice.service.store.buckets[BUCKET].objects["k"]
    with pytest.raises(oss2.exceptions.ServerError) as old:
        by_oss2.ask(stored, operation)
    assert (old.value.status, old.value.code) == (501, "NotImplemented")
    assert old.value.message.startswith(f"{operation.name} ") or _is_twin(operation, old.value)
    with pytest.raises(oss.exceptions.OperationError) as new:
        by_oss_v2.ask(client, operation)
    assert isinstance(new.value.unwrap(), oss.exceptions.ServiceError)
    assert new.value.unwrap().code == "NotImplemented"
    assert practice.service.store.buckets[BUCKET].objects == {"k": before}


def _is_twin(operation: Operation, error: oss2.exceptions.ServerError) -> bool:
    """Where two operations differ by more than what asks for them, the first one is named."""
    twins = [one for one in REFUSED if one.sub_resources == operation.sub_resources]
    return any(error.message.startswith(f"{one.name} ") for one in twins)


@pytest.mark.parametrize("name", sorted(REFUSED_PARAMETERS))
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_what_changes_an_operation_is_refused(
    practice: PracticeServer, stored: oss2.Bucket, name: str, method: str
) -> None:
    with pytest.raises(oss2.exceptions.ServerError) as raised:
        stored._do(method, BUCKET, "k", params={name: "x"})
    assert (raised.value.status, raised.value.code) == (501, "NotImplemented")
    assert practice.service.store.buckets[BUCKET].objects["k"].size_bytes == 5


def test_all_sub_resources_that_the_sdks_send_are_known() -> None:
    known = SUB_RESOURCES | REFUSED_PARAMETERS | set(_PLAIN.split())
    assert oss2.auth.ProviderAuth._subresource_key_set <= known
    sent = set()
    for file in (Path(oss.__file__).parent / "operations").glob("*.py"):
        for parameters in re.findall(r"parameters=\{(.*?)\}", file.read_text("utf-8"), re.DOTALL):
            sent |= set(re.findall(r"'([\w-]+)':", parameters))
    assert len(sent) > 50
    assert sent <= known
