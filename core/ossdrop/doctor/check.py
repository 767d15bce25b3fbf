"""The result of one check, and what can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ossdrop.config.api_key import API_KEY_NAMES
from ossdrop.doctor.sentences import Sentence, Words, said
from ossdrop.errors import OF_API_KEY, UNKNOWN_NAME, ErrorCode, OssDropError
from ossdrop.redaction import redact


class Status(Enum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"


class FixKind(Enum):
    """What a button beside a check does."""

    USE_REGION = "use_region"  # value: the region
    WRITE_VALUE = "write_value"  # name and value of a variable
    MEND_ENV_FILE = "mend_env_file"
    MAKE_PRIVATE = "make_private"
    ADD_TO_GITIGNORE = "add_to_gitignore"
    MOVE_SECRET = "move_secret"  # noqa: S105 - a name
    ENTER_KEY = "enter_key"
    OPEN_SETTINGS = "open_settings"
    OPEN_CONSOLE = "open_console"
    COPY_ADMIN_NOTE = "copy_admin_note"
    OPEN_BROWSER = "open_browser"
    USE_MODEL = "use_model"  # value: its name


@dataclass(frozen=True)
class Fix:
    """A remedy that can be done here."""

    kind: FixKind
    value: str = ""
    name: str = ""  # of the variable that is written


@dataclass(frozen=True)
class Check:
    """One line of the connection check. `detail` is for the curious, and redacted."""

    id: str
    status: Status
    title: Words
    remedy: Words = Words()  # noqa: RUF009 - frozen
    detail: str = ""
    fix: Fix | None = None
    code: ErrorCode | None = None
    request_id: str = ""


def passed(check_id: str, title: Words, detail: str = "") -> Check:
    """A check that is green."""
    return Check(check_id, Status.OK, title, detail=detail)


_SKIPPED = {
    "keyring": Sentence.SKIPPED_KEYRING,
    "credentials": Sentence.SKIPPED_CREDENTIALS,
    "network.name": Sentence.SKIPPED_NETWORK,
    "service.access_key": Sentence.SKIPPED_ACCESS_KEY,
    "service.region": Sentence.SKIPPED_REGION,
    "service.secret": Sentence.SKIPPED_SECRET,
    "service.bucket": Sentence.SKIPPED_BUCKET,
    "service.domain": Sentence.SKIPPED_DOMAIN,
    "storage.put": Sentence.SKIPPED_PUT,
    "storage.fetch": Sentence.SKIPPED_FETCH,
    "dashscope.policy": Sentence.SKIPPED_TEMPORARY,
}


def skipped(check_id: str) -> Check:
    """A check that could not, or need not, be made."""
    return Check(check_id, Status.SKIP, said(_SKIPPED.get(check_id, Sentence.SKIPPED)))


def warned(
    check_id: str, title: Words, remedy: Words, fix: Fix | None = None, detail: str = ""
) -> Check:
    """A check that is amber: it works, but."""
    return Check(check_id, Status.WARN, title, remedy, detail, fix)


def failed(check_id: str, error: OssDropError) -> Check:
    """A check that is red: cause and remedy are the catalogue's."""
    explanation = error.explanation
    return Check(
        check_id,
        Status.FAIL,
        Words(explanation.cause),
        Words(explanation.remedy),
        redact(error.detail),
        fix_for(error),
        error.code,
        error.request_id,
    )


_FIXES = {
    ErrorCode.PERMISSION_MISSING: FixKind.COPY_ADMIN_NOTE,
    ErrorCode.DOMAIN_REQUIRED: FixKind.COPY_ADMIN_NOTE,
    ErrorCode.ACCOUNT_DISABLED: FixKind.COPY_ADMIN_NOTE,
    ErrorCode.BUCKET_MISSING: FixKind.OPEN_CONSOLE,
    ErrorCode.SECRET_WRONG: FixKind.ENTER_KEY,
    ErrorCode.ACCESS_KEY_UNKNOWN: FixKind.ENTER_KEY,
    ErrorCode.TOKEN_EXPIRED: FixKind.ENTER_KEY,
    ErrorCode.CREDENTIALS_MISSING: FixKind.ENTER_KEY,
    ErrorCode.CREDENTIALS_INVALID: FixKind.ENTER_KEY,
    ErrorCode.ACCESS_KEY_GONE: FixKind.ENTER_KEY,
    ErrorCode.ROW_IMPORTED: FixKind.OPEN_SETTINGS,
    ErrorCode.KEYRING_ABSENT: FixKind.ENTER_KEY,
    ErrorCode.API_KEY_WRONG: FixKind.ENTER_KEY,
    ErrorCode.API_KEY_KIND: FixKind.ENTER_KEY,
    ErrorCode.NOT_CONFIGURED: FixKind.OPEN_SETTINGS,
    ErrorCode.BUCKET_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.REGION_MISSING: FixKind.OPEN_SETTINGS,
    ErrorCode.REGION_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.ENDPOINT_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.ENDPOINT_INSECURE: FixKind.OPEN_SETTINGS,
    ErrorCode.PREFIX_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.EXPIRES_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.BASE_URL_INVALID: FixKind.OPEN_SETTINGS,
    ErrorCode.MODEL_UNKNOWN: FixKind.OPEN_SETTINGS,
    ErrorCode.PROFILES_UNREADABLE: FixKind.OPEN_SETTINGS,
    ErrorCode.LINES_MERGED: FixKind.MEND_ENV_FILE,
    ErrorCode.LOGIN_PAGE: FixKind.OPEN_BROWSER,
}


def fix_for(error: OssDropError) -> Fix | None:
    """What a button can do about an error, wherever it is shown; None when nothing can."""
    if error.code is ErrorCode.REGION_WRONG:
        return Fix(FixKind.USE_REGION, error.hint) if error.hint else Fix(FixKind.OPEN_SETTINGS)
    if error.code is ErrorCode.MODEL_UNKNOWN and error.hint:
        return Fix(FixKind.USE_MODEL, error.hint)
    if error.code is ErrorCode.NETWORK_UNREACHABLE and error.hint == UNKNOWN_NAME:
        return Fix(FixKind.OPEN_SETTINGS)
    if error.hint == OF_API_KEY:
        return Fix(FixKind.ENTER_KEY, name=API_KEY_NAMES[-1])
    kind = _FIXES.get(error.code)
    return Fix(kind) if kind else None
