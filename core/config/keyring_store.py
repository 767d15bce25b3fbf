"""AccessKey secrets in the operating system's keyring: one service name per secret.

One service name each, because on Windows a second user under one service renames the first.
"""

from __future__ import annotations

from core.errors import ErrorCode, OssDropError
from core.redaction import Secret, redact


class KeyringStore:
    """The operating system's password store. Every call may block: never on the UI thread."""

    def read(self, profile: str, access_key_id: str) -> Secret | None:
        """The secret, None when there surely is none; raises KEYRING_ABSENT or KEYRING_FAILED."""
        import keyring  # 100 ms, and only needed when a secret must come from there
        import keyring.errors

        try:
            text = keyring.get_password(service_name(profile, access_key_id), access_key_id)
        except keyring.errors.NoKeyringError:
            # Not "no entry": elsewhere on this computer there may be a store that holds it.
            raise OssDropError(ErrorCode.KEYRING_ABSENT) from None
        except Exception as error:  # noqa: BLE001 - backends raise what they like
            raise OssDropError(
                ErrorCode.KEYRING_FAILED, redact(f"{type(error).__name__}: {error}")
            ) from None
        return Secret(text) if text else None


def service_name(profile: str, access_key_id: str) -> str:
    """The service under which the secret of one AccessKey of one profile is kept."""
    return f"OssDrop/{profile}/{access_key_id}"
