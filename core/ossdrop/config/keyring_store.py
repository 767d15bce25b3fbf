"""Secrets in the operating system's keyring: one service name per secret.

One service name each, because on Windows a second user under one service renames the first.
A locked keyring blocks until its prompt is answered, so each call has a thread of its own that may
be left behind: neither quitting nor the person waits for it longer than they want to.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from types import ModuleType
from typing import Any, TypeVar

from ossdrop.config.profile_id import ProfileId
from ossdrop.errors import LOCKED, ErrorCode, OssDropError
from ossdrop.redaction import Secret, redact

T = TypeVar("T")
_MAX_SECRET_CHARACTERS = 1024  # Windows keeps 2,560 bytes, two a character
_ANSWER_TIMEOUT_S = 120  # time enough to find the password of the password store


class KeyringStore:
    """The operating system's password store. Every call may block: never on the UI thread.

    `on_kept` is called with the profile and the name of what is kept.
    """

    def __init__(self, on_kept: Callable[[ProfileId, str], None] = lambda profile, name: None):
        self._on_kept = on_kept
        self._for_this_run: dict[str, Secret] = {}
        self._awaited: set[Future[Any]] = set()

    def read(self, profile_id: ProfileId, name: str) -> Secret | None:
        """The secret of an AccessKey ID or API key, None when there surely is none.

        Raises KEYRING_ABSENT, KEYRING_UNKNOWN, or KEYRING_FAILED where it did not answer.
        """
        service = service_name(profile_id, name)
        if service in self._for_this_run:
            return self._for_this_run[service]
        text: str | None = self._ask(lambda keyring: keyring.get_password(service, name))
        return Secret(text) if text else None

    def write(self, profile_id: ProfileId, name: str, secret: Secret) -> None:
        """Keep a secret and read it back; raises what `read` does, and KEYRING_FORGETS."""
        service, text = service_name(profile_id, name), secret.reveal()
        if len(text) > _MAX_SECRET_CHARACTERS:
            raise OssDropError(ErrorCode.CREDENTIALS_INVALID, "it is too long for a secret")

        def write(keyring: ModuleType) -> bool:
            keyring.set_password(service, name, text)
            kept: str | None = keyring.get_password(service, name)
            return kept == text

        if not self._ask(write):
            raise OssDropError(ErrorCode.KEYRING_FORGETS)
        self._on_kept(profile_id, name)
        self._for_this_run.pop(service, None)

    def remove(self, profile_id: ProfileId, name: str) -> None:
        """Forget a secret, also where there was none; raises what `read` does."""
        service = service_name(profile_id, name)
        self._for_this_run.pop(service, None)

        def remove(keyring: ModuleType) -> None:
            if keyring.get_password(service, name) is not None:
                keyring.delete_password(service, name)

        self._ask(remove)

    def is_there(self) -> bool:
        """Whether this computer has a password store, open or locked. Blocks, never on a person."""

        def look(keyring: ModuleType) -> bool:
            from keyring.backends import fail, null

            return not isinstance(keyring.get_keyring(), (fail.Keyring, null.Keyring))

        try:
            return self._ask(look)
        except OssDropError as error:
            return error.code is not ErrorCode.KEYRING_ABSENT

    def keep_for_this_run(self, profile_id: ProfileId, name: str, secret: Secret) -> None:
        """Use a secret until the program ends; nothing is written."""
        self._for_this_run[service_name(profile_id, name)] = secret

    def is_for_this_run(self, profile_id: ProfileId, name: str) -> bool:
        """Whether it was entered for this run only: no store has it."""
        return service_name(profile_id, name) in self._for_this_run

    def forget_for_this_run(self, profile_id: ProfileId, name: str) -> None:
        """Another place counts for a secret from now on."""
        self._for_this_run.pop(service_name(profile_id, name), None)

    @property
    def is_asked(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._awaited)

    def close(self) -> None:
        """Let go of whoever waits for an answer."""
        for answer in tuple(self._awaited):
            _try_to_fail(answer, OssDropError(ErrorCode.KEYRING_FAILED, "closing"))

    def _ask(self, call: Callable[[ModuleType], T]) -> T:
        answer: Future[T] = Future()
        self._awaited.add(answer)
        thread = threading.Thread(target=_answer, args=(call, answer), name="keyring", daemon=True)
        thread.start()
        try:
            result = answer.result(_ANSWER_TIMEOUT_S)
        except TimeoutError:
            raise OssDropError(ErrorCode.KEYRING_FAILED, "it did not answer in time") from None
        finally:
            self._awaited.discard(answer)
        thread.join()
        return result


def _load() -> ModuleType:
    """keyring: 100 ms, and only needed when a secret must come from there.

    It loads every backend that there is. The one for macOS has ctypes look for a library, which
    elsewhere runs gcc and ld: they read what lies in the current folder, and ctypes runs it.
    """
    if sys.platform != "darwin":
        sys.modules.setdefault("keyring.backends.macOS.api", None)  # type: ignore[arg-type]
    import keyring

    return keyring


def _answer(call: Callable[[ModuleType], T], answer: Future[T]) -> None:
    try:
        result = call(_with_store(_load()))
    except Exception as error:  # noqa: BLE001 - backends raise what they like
        _try_to_fail(answer, _explain(error))
    else:
        with contextlib.suppress(InvalidStateError):
            answer.set_result(result)


def _with_store(keyring: ModuleType) -> ModuleType:
    """Raise NoKeyringError where keyring was disabled: it would say that there surely is none."""
    from keyring.backends import null
    from keyring.errors import NoKeyringError

    if isinstance(keyring.get_keyring(), null.Keyring):
        raise NoKeyringError("it is disabled")
    return keyring


def _try_to_fail(answer: Future[T], error: OssDropError) -> None:
    with contextlib.suppress(InvalidStateError):  # the other one was faster
        answer.set_exception(error)


def _explain(error: Exception) -> OssDropError:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, KeyringLocked):  # it asked, and the person did not open it
        return OssDropError(ErrorCode.KEYRING_FAILED, hint=LOCKED)
    if isinstance(error, NoKeyringError):
        # Not "no entry": elsewhere on this computer there may be a store that holds it.
        return OssDropError(ErrorCode.KEYRING_ABSENT)
    if isinstance(error, (ImportError, AttributeError)) and "PYTHON_KEYRING_BACKEND" in os.environ:
        return OssDropError(ErrorCode.KEYRING_UNKNOWN, os.environ["PYTHON_KEYRING_BACKEND"])
    return OssDropError(ErrorCode.KEYRING_FAILED, redact(f"{type(error).__name__}: {error}"))


def service_name(profile_id: ProfileId, name: str) -> str:
    """The service under which the secret of one AccessKey, or API key, of one profile is kept."""
    return f"OssDrop/{profile_id}/{name}"
