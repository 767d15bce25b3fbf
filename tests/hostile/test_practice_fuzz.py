"""Two thousand requests that are nearly right; `tests.fuzz.practice_requests` sends more."""

from __future__ import annotations

import threading
from pathlib import Path

from ossdrop.practice.server import PracticeServer
from ossdrop.practice.service import ServiceConfig
from tests.fuzz.practice_requests import KEY, faults

REQUESTS = 2000


def test_every_answer_is_one_of_the_service(tmp_path: Path) -> None:
    threads = threading.active_count()
    config = ServiceConfig(tmp_path / "bucket", (KEY,), refuse_v1=False)
    with PracticeServer(config) as server:
        found = list(faults(server.port, range(REQUESTS)))
        assert threading.active_count() == threads + 1
        statuses = {request.status for request in server.service.requests}
    assert found == []
    assert statuses >= {200, 204, 400, 403, 404, 405, 501}  # they get past the signature
