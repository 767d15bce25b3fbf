"""The end of temporary credentials."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ossdrop.config.credentials import find_credentials
from ossdrop.config.env_file import Values
from ossdrop.config.keyring_store import KeyringStore
from ossdrop.config.profile_id import DEFAULT_PROFILE
from ossdrop.config.session_token import SessionToken, keep_token, read_moment
from ossdrop.errors import NO_SECRET, ErrorCode, OssDropError
from ossdrop.redaction import Secret
from tests.core.config.test_keyring import Backend

ID = "STS.NUgYrLnoC37mZZCNnAbez"


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_moment_beyond_the_calendar_is_none(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize("left_s", [60, -60])
def test_credentials_that_are_over_are_told_before_anything_is_sent(
    store: Backend, left_s: int
) -> None:
    secrets = KeyringStore()
    secrets.write(DEFAULT_PROFILE, ID, Secret("the-secret-of-it-01234"))
    ends = datetime.now(UTC) + timedelta(seconds=left_s)
    keep_token(secrets, DEFAULT_PROFILE, ID, SessionToken(Secret("token" * 20), ends))
    values = Values.of({"OSS_ACCESS_KEY_ID": ID})
    if left_s > 0:
        assert find_credentials(values, secrets, DEFAULT_PROFILE).token_ends == ends
        return
    with pytest.raises(OssDropError) as raised:
        find_credentials(values, secrets, DEFAULT_PROFILE)
    assert raised.value.code is ErrorCode.TOKEN_EXPIRED


def test_an_ended_pair_does_not_hide_that_a_secret_is_missing(store: Backend) -> None:
    secrets = KeyringStore()
    secrets.write(DEFAULT_PROFILE, ID, Secret("the-secret-of-it-01234"))
    over = datetime.now(UTC) - timedelta(seconds=60)
    keep_token(secrets, DEFAULT_PROFILE, ID, SessionToken(Secret("token" * 20), over))
    first = "LTAI5tFirstFirstFirst123"
    values = Values.of({"OSS_ACCESS_KEY_ID": ID, "QWEN_TMP_OSS_AK_ID": first})
    with pytest.raises(OssDropError) as raised:
        find_credentials(values, secrets, DEFAULT_PROFILE)
    assert (raised.value.code, raised.value.hint) == (ErrorCode.CREDENTIALS_MISSING, NO_SECRET)


def test_a_token_that_cannot_be_one_is_not_taken_for_a_wrong_key() -> None:
    """As it comes from a page that breaks its lines."""
    given = {
        "OSS_ACCESS_KEY_ID": ID,
        "OSS_ACCESS_KEY_SECRET": "the-secret-of-it-01234",
        "OSS_SESSION_TOKEN": "token" * 20 + "\n" + "token" * 20,
    }
    with pytest.raises(OssDropError) as raised:
        find_credentials(Values.of(given), None, DEFAULT_PROFILE)
    assert raised.value.code is ErrorCode.CREDENTIALS_INVALID
    assert raised.value.explanation.cause == (
        "The session token contains characters that no token has."
    )
