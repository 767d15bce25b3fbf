"""The catalogue of everything that can go wrong: code, cause, remedy, and whether a retry can help.

`core` speaks English; the window translates by code (`ossdrop_gui.words.error_text`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from ossdrop.printable import printable, printable_name

# Hints of NETWORK_UNREACHABLE: they may be wrong settings, and not a line that is gone.
REFUSED, UNKNOWN_NAME = "refused", "unknown_name"
NO_RIGHTS = "no_rights"  # the file is another user's, say
DISK_FULL = "disk_full"
ELSEWHERE = "elsewhere"  # a link has taken the place of a folder
NOT_HTTPS = "not_https"  # what answers there speaks something else
NOT_HTTP = "not_http"
OF_ADDRESS = frozenset({REFUSED, UNKNOWN_NAME, NOT_HTTPS, NOT_HTTP})
PRIVATE = "private"  # a network that a link of somebody else's may not lead to
# Likewise: a proxy that asks who is there, one that cannot be used, a token without its key.
LOGIN, SOCKS, STALE_TOKEN, TOO_LONG = "login", "socks", "stale_token", "too_long"
# A temporary ID in the pair that takes no token; a wrong key that is no AccessKey.
NO_TOKEN, OF_API_KEY = "no_token", "of_api_key"
NO_SESSION_SECRET = "no_session_secret"  # noqa: S105 - of a temporary ID in the pair that takes one
OF_TOKEN = "OSS_SESSION_TOKEN"  # noqa: S105 - a name
CAN_FIT = "can_fit"  # of a file that a model does not take as it is
IN_FOLDER = "in_folder"  # of a file that lies in a folder, and is still to be allowed
HIDDEN = "hidden"  # by a variable that is exported empty
TWO_VALUES = "two_values"  # of one setting, and nobody knows which is meant
BY_POLICY = "policy"  # an administrator has decided
# What a policy does not allow.
BUCKET_REFUSED, ENDPOINT_REFUSED, LIFETIME_REFUSED = "bucket", "endpoint", "lifetime"
ROW_STAYS = "row-stays"  # of an object that was deleted
QUOTED = "quoted"  # lines of a file belong to one value
CHANGED = "changed"  # what was allowed before
NO_KEY_NOW = "no_key_now"  # its destination is there, its key is not
OTHER_SECRET = "other_secret"  # noqa: S105 - of the same ID
# Why a file cannot be read, where it is not its rights.
OPEN_ELSEWHERE, TOO_MANY_OPEN = "open_elsewhere", "too_many_open"
BEFORE_STAYS = "before_stays"  # another key, or another Secret of the same ID, is kept
ENDED = "ended"  # temporary credentials, by the moment that was kept with them
LOCKED = "locked"  # of a password store that stayed so
NO_SECRET = "no_secret"  # noqa: S105 - a name; there is an ID, and only its Secret is missing
OF_MODEL = "of_model"  # of the model service, not of the bucket
PORT_TAKEN = "port_taken"  # of the practice bucket
OF_TEMPORARY = "of_temporary"  # a link to temporary storage
OF_OTHER_FILE = "of_other_file"  # an address from a file that was named, and a stored key


class ErrorCode(Enum):
    """Every cause a person can meet. The value is what JSON output shows."""

    # The file itself
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_IS_SPECIAL = "file_is_special"
    FILE_CHANGED = "file_changed"
    FILE_TOO_LARGE = "file_too_large"
    FOLDER_EMPTY = "folder_empty"
    FILE_ELSEWHERE = "file_elsewhere"
    PICTURE_FAILED = "picture_failed"
    FILE_MISFIT = "file_misfit"
    FIT_FAILED = "fit_failed"
    FIT_NEEDS_FFMPEG = "fit_needs_ffmpeg"
    WATCH_FAILED = "watch_failed"
    FILE_NOT_ALLOWED = "file_not_allowed"
    RESULT_GONE = "result_gone"
    RESULT_UNUSABLE = "result_unusable"
    RESULTS_UNREADABLE = "results_unreadable"
    FILE_LOOKS_SECRET = "file_looks_secret"  # noqa: S105 - a name, not a secret
    # The configuration
    NOT_CONFIGURED = "not_configured"
    BUCKET_INVALID = "bucket_invalid"
    REGION_MISSING = "region_missing"
    REGION_INVALID = "region_invalid"
    ENDPOINT_INVALID = "endpoint_invalid"
    ENDPOINT_INSECURE = "endpoint_insecure"
    PREFIX_INVALID = "prefix_invalid"
    EXPIRES_INVALID = "expires_invalid"
    CREDENTIALS_MISSING = "credentials_missing"
    ACCESS_KEY_GONE = "access_key_gone"
    ROW_IMPORTED = "row_imported"
    ENV_FILE_UNREADABLE = "env_file_unreadable"
    ENV_FILE_NOT_ALLOWED = "env_file_not_allowed"
    ENV_FILE_UNWRITABLE = "env_file_unwritable"
    VALUE_FIXED = "value_fixed"
    POLICIES_UNREADABLE = "policies_unreadable"
    NOT_ALLOWED_HERE = "not_allowed_here"
    VALUE_UNWRITABLE = "value_unwritable"
    LINES_MERGED = "lines_merged"
    SETTINGS_FILE_UNREADABLE = "settings_file_unreadable"
    SECRET_DIFFERS = "secret_differs"  # noqa: S105 - a name
    CREDENTIALS_INVALID = "credentials_invalid"
    API_KEY_KIND = "api_key_kind"
    BASE_URL_INVALID = "base_url_invalid"
    PROXY_INVALID = "proxy_invalid"
    KEYRING_FAILED = "keyring_failed"
    KEYRING_ABSENT = "keyring_absent"
    KEYRING_UNKNOWN = "keyring_unknown"
    KEYRING_FORGETS = "keyring_forgets"
    # What the service answers
    API_KEY_WRONG = "api_key_wrong"
    MODEL_UNKNOWN = "model_unknown"
    API_KEY_MISSING = "api_key_missing"
    MODEL_CANNOT_OPEN = "model_cannot_open"
    MODEL_REFUSED = "model_refused"
    KEEP_NEEDS_BUCKET = "keep_needs_bucket"
    BATCH_NEEDS_BUCKET = "batch_needs_bucket"
    POLICY_EXPIRED = "policy_expired"
    ACCESS_KEY_UNKNOWN = "access_key_unknown"
    SECRET_WRONG = "secret_wrong"  # noqa: S105 - a name, not a secret
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - a name, not a secret
    ACCOUNT_DISABLED = "account_disabled"
    BUCKET_FULL = "bucket_full"
    REFERER_REFUSED = "referer_refused"
    PERMISSION_MISSING = "permission_missing"
    REGION_WRONG = "region_wrong"
    BUCKET_MISSING = "bucket_missing"
    OBJECT_MISSING = "object_missing"
    UPLOAD_GONE = "upload_gone"
    OBJECT_EXISTS = "object_exists"
    NAME_REFUSED = "name_refused"
    DOMAIN_REQUIRED = "domain_required"
    SIGNATURE_REFUSED = "signature_refused"
    CLOCK_WRONG = "clock_wrong"
    LINK_EXPIRED = "link_expired"
    LINK_TEMPORARY = "link_temporary"
    LINK_UNCHECKABLE = "link_uncheckable"
    DELETE_IMPOSSIBLE = "delete_impossible"
    SERVICE_BUSY = "service_busy"
    SERVICE_FAILED = "service_failed"
    CHECKSUM_MISMATCH = "checksum_mismatch"
    CHECKSUM_MISSING = "checksum_missing"
    GATEWAY_REFUSED_SIZE = "gateway_refused_size"
    # The way there
    NETWORK_UNREACHABLE = "network_unreachable"
    NETWORK_TIMEOUT = "network_timeout"
    CONNECTION_LOST = "connection_lost"
    PROXY_UNREACHABLE = "proxy_unreachable"
    PROXY_FAILED = "proxy_failed"
    CERTIFICATE_REFUSED = "certificate_refused"
    LOGIN_PAGE = "login_page"
    # This computer
    PROFILES_UNREADABLE = "profiles_unreadable"
    OWN_FILE_FAILED = "own_file_failed"
    HISTORY_FAILED = "history_failed"
    HISTORY_NEWER = "history_newer"
    HISTORY_FILE_UNREADABLE = "history_file_unreadable"
    BUNDLE_FAILED = "bundle_failed"
    UPDATE_UNREADABLE = "update_unreadable"
    PRACTICE_FAILED = "practice_failed"
    UNEXPECTED = "unexpected"


class Scope(Enum):
    """What an error concerns: this file, its destination, the way there, or this computer."""

    FILE = "file"
    DESTINATION = "destination"
    NETWORK = "network"
    COMPUTER = "computer"


@dataclass(frozen=True)
class Explanation:
    """What happened and what to do, in plain words.

    `by_hint` has the remedies for the hints of an error that need another one, `causes` the causes.
    """

    cause: str
    remedy: str
    may_retry: bool = False
    scope: Scope = Scope.DESTINATION
    by_hint: Mapping[str, str] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)

    def sentences_of(self, code: ErrorCode) -> Mapping[str, str]:
        """Everything it can say of a code, each by the key that translations know it by."""
        return {
            _key(code, "cause"): self.cause,
            _key(code, "remedy"): self.remedy,
            **{_key(code, "cause", hint): text for hint, text in self.causes.items()},
            **{_key(code, "remedy", hint): text for hint, text in self.by_hint.items()},
        }


def _key(code: ErrorCode, part: str, hint: str = "") -> str:
    return ".".join(word for word in (code.value, part, hint) if word)


def _file(
    cause: str,
    remedy: str,
    *,
    may_retry: bool = False,
    causes: Mapping[str, str] | None = None,
    by_hint: Mapping[str, str] | None = None,
) -> Explanation:
    return Explanation(
        cause, remedy, may_retry, Scope.FILE, causes=causes or {}, by_hint=by_hint or {}
    )


def _network(cause: str, remedy: str) -> Explanation:
    return Explanation(cause, remedy, may_retry=True, scope=Scope.NETWORK)


CATALOGUE: dict[ErrorCode, Explanation] = {
    ErrorCode.FILE_MISSING: _file(
        "The file cannot be found.",
        "Check its name, and that it was not moved or renamed, then add it again.",
    ),
    ErrorCode.FILE_UNREADABLE: _file(
        "This file cannot be read.",
        "Ask its owner for read access, or copy it to your own folder.",
        by_hint={
            OPEN_ELSEWHERE: "Another program may have it open: close it there, then try again. "
            "Else ask its owner for read access.",
            TOO_MANY_OPEN: "Too many files are open at once. Close some programs, then try again.",
        },
    ),
    ErrorCode.FILE_IS_SPECIAL: _file(
        "This is not a regular file.", "Choose a picture, clip, recording or other document."
    ),
    ErrorCode.FILE_CHANGED: _file(
        "The file changed while it was being sent.",
        "Wait until the other program has saved it, then try again.",
        may_retry=True,
    ),
    ErrorCode.FILE_TOO_LARGE: _file(
        "The file is too large for this destination.", "Make it smaller, or use your own bucket."
    ),
    ErrorCode.FOLDER_EMPTY: _file(
        "There is nothing to upload in this folder.",
        "Choose another folder. Hidden files are left out.",
    ),
    ErrorCode.FILE_ELSEWHERE: _file(
        "The file is on another computer.", "Copy it to this one, and give its path here."
    ),
    ErrorCode.PICTURE_FAILED: _file(
        "The picture could not be downloaded from that page.",
        "Save it as a file, then drop that here.",
    ),
    ErrorCode.FILE_LOOKS_SECRET: _file(
        "This file looks like a password or a key.",
        "Anyone with the link could read it: send it only if that is meant.",
    ),
    ErrorCode.FILE_MISFIT: _file(
        "The model will not take this file.", "Make it fit, or send it all the same."
    ),
    ErrorCode.WATCH_FAILED: Explanation(
        "The watched folder cannot be read.",
        "Check that it is still there, or stop watching it in the settings.",
        scope=Scope.COMPUTER,
        causes={ELSEWHERE: "The watched folder leads to another place now."},
        by_hint={
            ELSEWHERE: "If that is meant, stop watching it in the settings and choose it anew."
        },
    ),
    ErrorCode.FILE_NOT_ALLOWED: _file(
        "This file is not in a folder that may be sent.",
        "Move it there, or name its folder where the program is started (--root).",
    ),
    ErrorCode.RESULT_GONE: _file(
        "This result is gone: its link works for 24 hours.",
        "Ask the model again, and keep the new result in time.",
    ),
    ErrorCode.RESULT_UNUSABLE: _file(
        "There is no picture, clip or recording behind this link.",
        "Copy the link again from the model's answer.",
        causes={
            PRIVATE: "A link in a text is not followed into a private network.",
            UNKNOWN_NAME: "The address in this link was not found.",
        },
        by_hint={
            PRIVATE: "If you know what it is, download it yourself and upload the file.",
            UNKNOWN_NAME: "Check the link, and your internet connection.",
        },
    ),
    ErrorCode.RESULTS_UNREADABLE: _file(
        "This is not a results file of the Batch API, or it is damaged.",
        "Download it again from the console of Model Studio.",
    ),
    ErrorCode.FIT_FAILED: _file(
        "This file could not be made to fit.",
        "The original is as it was. Save it as a JPEG or an MP4 with another program.",
    ),
    ErrorCode.FIT_NEEDS_FFMPEG: _file(
        "Clips are made to fit by a program called ffmpeg, which is not installed.",
        "Install ffmpeg, or make the clip smaller with another program.",
    ),
    ErrorCode.NOT_CONFIGURED: Explanation(
        "No upload destination is set up yet.",
        "Enter a bucket and its region, or an API key for temporary storage, or try it first.",
    ),
    ErrorCode.BUCKET_INVALID: Explanation(
        "This is not a valid bucket name.",
        "Use 3 to 63 lower-case letters, digits and hyphens; begin and end with a letter or digit.",
    ),
    ErrorCode.REGION_MISSING: Explanation(
        "The region of the bucket is missing.",
        "Choose the region that it is in, for example China (Beijing), cn-beijing.",
    ),
    ErrorCode.REGION_INVALID: Explanation(
        "This is not an OSS region ID.", "Write it like cn-beijing."
    ),
    ErrorCode.ENDPOINT_INVALID: Explanation(
        "The endpoint cannot be used.",
        "Leave it empty, or give a host such as oss-cn-beijing.aliyuncs.com without a path.",
    ),
    ErrorCode.ENDPOINT_INSECURE: Explanation(
        "Files and keys would travel to this address without encryption.",
        "Begin it with https://.",
        by_hint={
            "domain": "Add a certificate for this domain in the OSS or CDN console, then begin "
            "the address with https://.",
            OF_MODEL: "Begin the address of the model service with https://, or leave it empty.",
            "network": "Only a server on this computer may be used without encryption: servers "
            "of an office network are not supported.",
        },
    ),
    ErrorCode.PREFIX_INVALID: Explanation(
        "The folder in the bucket cannot be used.",
        "Use letters, digits and hyphens, with single slashes in between.",
        causes={TOO_LONG: "The name of the folder in the bucket is too long."},
        by_hint={TOO_LONG: "Use a shorter one: 512 letters at most, fewer in Chinese."},
    ),
    ErrorCode.EXPIRES_INVALID: Explanation(
        "The link lifetime cannot be used.", "Give whole seconds from 1 to 604800 (7 days)."
    ),
    ErrorCode.CREDENTIALS_MISSING: Explanation(
        "The AccessKey is missing or incomplete.",
        "Enter both: the AccessKey ID and its Secret.",
        causes={
            NO_TOKEN: "The token of the temporary credentials is missing.",
            NO_SECRET: "The Secret of the AccessKey is missing.",
            HIDDEN: "An empty environment variable hides the AccessKey that is saved.",
        },
        by_hint={
            NO_SECRET: "Enter it: the ID is there.",
            HIDDEN: "Start OssDrop without QWEN_TMP_OSS_AK_ID, or ask whoever set it.",
            NO_TOKEN: "They have three parts: paste ID, Secret and token together into the "
            "settings.",
        },
    ),
    ErrorCode.ACCESS_KEY_GONE: Explanation(
        "The AccessKey this file was uploaded with is no longer set up.",
        "Make a destination of its bucket again; then its links can be made again.",
        causes={
            OTHER_SECRET: "The AccessKey Secret is another one than when this file was uploaded."
        },
        by_hint={
            NO_KEY_NOW: "Enter it again.",
            OTHER_SECRET: "Enter the Secret again: an AccessKey ID has only one.",
        },
    ),
    ErrorCode.ROW_IMPORTED: Explanation(
        "This row was imported, and its bucket is not set up here.",
        "Set up that bucket with the AccessKey it was uploaded with; then the row gives links.",
    ),
    ErrorCode.ENV_FILE_UNREADABLE: Explanation(
        "The settings file cannot be read.", "Check that it exists, is text, and may be read."
    ),
    ErrorCode.ENV_FILE_NOT_ALLOWED: Explanation(
        "The settings file in this folder has not been allowed yet.",
        "Look at it, then allow it with “ossdrop-cli allow”.",
        causes={CHANGED: "The settings file in this folder has changed since it was allowed."},
    ),
    ErrorCode.ENV_FILE_UNWRITABLE: Explanation(
        "The settings could not be saved.",
        "Check that the file is not write-protected and the disk is not full, then save again.",
        scope=Scope.COMPUTER,
        by_hint={
            QUOTED: "Some lines of the file belong to one value in quotes: change it by hand.",
        },
    ),
    ErrorCode.SETTINGS_FILE_UNREADABLE: Explanation(
        "This file is not an OssDrop settings export.",
        "Choose a .json file made by “Export settings”.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.VALUE_FIXED: Explanation(
        "This value is set by an environment variable, which comes first.",
        "Change it there, or remove the variable and start OssDrop again.",
        scope=Scope.COMPUTER,
        causes={BY_POLICY: "This value was set by the administrator of this computer."},
        by_hint={BY_POLICY: "If it has to change, ask your administrator."},
    ),
    ErrorCode.POLICIES_UNREADABLE: Explanation(
        "What the administrator of this computer has decided cannot be read.",
        "Tell your administrator. Until it is mended, nothing is sent.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.NOT_ALLOWED_HERE: Explanation(
        "The administrator of this computer does not allow this.",
        "If you need it, ask your administrator.",
        causes={
            BUCKET_REFUSED: "The administrator of this computer does not allow this bucket.",
            ENDPOINT_REFUSED: "The administrator of this computer does not allow this endpoint.",
            LIFETIME_REFUSED: "The administrator of this computer does not allow links that long.",
            "practice": "The administrator of this computer has switched practice off.",
            "temporary": "The administrator of this computer has switched temporary storage off.",
            "ask": "The administrator of this computer has switched questions to models off.",
            "watch": "The administrator of this computer has switched watched folders off.",
            "mcp": "The administrator of this computer has switched the service for agents off.",
        },
        by_hint={
            BUCKET_REFUSED: "Use an allowed one, named in the details, or ask your administrator.",
            LIFETIME_REFUSED: "Choose a shorter time: the details say which is possible.",
            "temporary": "Use your own bucket, or ask your administrator.",
        },
    ),
    ErrorCode.VALUE_UNWRITABLE: Explanation(
        "Some programs would read this value differently.",
        "Leave out quotes, line breaks, $, backslashes and a # behind a blank.",
    ),
    ErrorCode.SECRET_DIFFERS: Explanation(
        "The password store keeps another secret than the settings file.",
        "Enter the right one: it takes the place of both.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.LINES_MERGED: Explanation(
        "Several settings stand on one line of the settings file.",
        "Let OssDrop write each on a line of its own; the values stay the same.",
        by_hint={
            TWO_VALUES: "Open the file, and leave only the right line of this setting.",
            IN_FOLDER: "Open the file, and put each setting on a line of its own. Then allow it.",
        },
        causes={TWO_VALUES: "One setting has two values in the settings file."},
    ),
    ErrorCode.KEYRING_FAILED: Explanation(
        "This computer's password store did not answer.",
        "Unlock it, then try again.",
        may_retry=True,
        causes={LOCKED: "This computer's password store is locked."},
    ),
    ErrorCode.KEYRING_ABSENT: Explanation(
        "This computer has no password store.",
        "Keep the Secret in the settings file or until you quit, or set up a password store.",
        causes={
            NO_SECRET: "The Secret of the AccessKey is missing, and this computer has no password "
            "store that could have it."
        },
    ),
    ErrorCode.KEYRING_UNKNOWN: Explanation(
        "The password store that was chosen does not exist.",
        "Remove or correct the variable PYTHON_KEYRING_BACKEND.",
    ),
    ErrorCode.KEYRING_FORGETS: Explanation(
        "This computer's password store did not keep the secret.",
        "Set up a password store, or save the secret in the settings file on purpose.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.CREDENTIALS_INVALID: Explanation(
        "The AccessKey contains characters that no AccessKey has.",
        "Copy it again from the console.",
        causes={
            OF_API_KEY: "The API key contains characters that no API key has.",
            OF_TOKEN: "The session token contains characters that no token has.",
        },
        by_hint={OF_TOKEN: "Copy it again, as one line."},
    ),
    ErrorCode.API_KEY_KIND: Explanation(
        "This API key belongs to a token plan: it cannot store files.",
        "Use an API key that is billed by use, or your own bucket.",
    ),
    ErrorCode.BASE_URL_INVALID: Explanation(
        "The address of the model service cannot be used.",
        "Leave it empty, or write it like https://dashscope.aliyuncs.com.",
        causes={OF_OTHER_FILE: "The API key is not sent to an address from another file."},
        by_hint={
            OF_OTHER_FILE: "Write the API key of that service into the same file, or take its "
            "address out.",
        },
    ),
    ErrorCode.PROXY_INVALID: Explanation(
        "The proxy's address cannot be used.",
        "Write it like proxy.example.com:8080.",
        causes={SOCKS: "OssDrop cannot use a SOCKS proxy."},
        by_hint={SOCKS: "Use the proxy program's port for HTTP instead, like 127.0.0.1:7890."},
    ),
    ErrorCode.API_KEY_WRONG: Explanation(
        "The API key is wrong, or belongs to another region.",
        "Copy it again from the Model Studio console of the same region.",
        by_hint={
            BEFORE_STAYS: "What was set up before stays. Enter the key again, or choose the other "
            "region."
        },
    ),
    ErrorCode.API_KEY_MISSING: Explanation(
        "To ask a model, OssDrop needs an API key of Model Studio.",
        "Enter it in the settings: the console of Model Studio shows your API keys.",
    ),
    ErrorCode.KEEP_NEEDS_BUCKET: Explanation(
        "This needs a bucket of your own: temporary storage loses files after 48 hours.",
        "Add one with “New destination…” in the line at the top; temporary storage stays.",
    ),
    ErrorCode.BATCH_NEEDS_BUCKET: Explanation(
        "A batch cannot use links to temporary storage.",
        "Use your own bucket: its links work for up to seven days.",
    ),
    ErrorCode.MODEL_CANNOT_OPEN: _file(
        "The model could not open the link.",
        "It may have expired, or the file may be too large or of another kind than it says: copy a "
        "fresh link, and make sure that the file opens in a browser.",
        by_hint={
            OF_TEMPORARY: "A temporary link works for 48 hours, with the API key and model it was "
            "made for. Upload the file again and use the new link."
        },
    ),
    ErrorCode.MODEL_REFUSED: _file(
        "The model did not take this request.",
        "The details say why. Another model may take the file.",
    ),
    ErrorCode.MODEL_UNKNOWN: Explanation(
        "There is no model with this name for this API key.",
        "Choose another model: the name may be misspelt, or the model retired.",
    ),
    ErrorCode.POLICY_EXPIRED: _network(
        "The permission to upload expired before the file arrived.", "Try again."
    ),
    ErrorCode.ACCESS_KEY_UNKNOWN: Explanation(
        "The AccessKey ID is unknown or disabled.",
        "Copy it again from the console, or ask your admin to enable it.",
        by_hint={BEFORE_STAYS: "The key before stays in use. Enter the new one again."},
    ),
    ErrorCode.SECRET_WRONG: Explanation(
        "The AccessKey Secret is wrong.",
        "Enter it again, without spaces before or after it.",
        by_hint={BEFORE_STAYS: "The one before stays in use. Enter the new one again."},
    ),
    ErrorCode.TOKEN_EXPIRED: Explanation(
        "The temporary credentials have expired.",
        "Request new ones and enter all three: ID, Secret and token.",
        causes={STALE_TOKEN: "There is a session token that does not belong to this AccessKey."},
        by_hint={
            STALE_TOKEN: "Remove the session token: an AccessKey that lasts needs none.",
            ENDED: "Enter new ones: ID, Secret and token are all others then.",
        },
    ),
    ErrorCode.ACCOUNT_DISABLED: Explanation(
        "The Alibaba Cloud account is disabled or has an unpaid bill.",
        "Ask your admin to settle it.",
        causes={OF_API_KEY: "The account of this API key has an unpaid bill."},
        by_hint={
            OF_API_KEY: "Pay it in the Alibaba Cloud console, or use another account's API key."
        },
    ),
    ErrorCode.BUCKET_FULL: Explanation(
        "The bucket has no room left.",
        "Delete files from it that nobody needs, or ask your admin for more room; then try again.",
    ),
    ErrorCode.REFERER_REFUSED: Explanation(
        "The bucket opens its files from certain web pages only.",
        "Ask your admin to allow an empty Referer in the bucket's hotlink protection.",
    ),
    ErrorCode.PERMISSION_MISSING: Explanation(
        "This AccessKey is not allowed to do this.",
        "Copy the note and send it to your admin.",
        causes={OF_API_KEY: "The model service does not allow this API key to store files."},
        by_hint={
            OF_API_KEY: "The console of Model Studio says whether the model is activated, and "
            "whether its quota lasts. Else enter another key."
        },
    ),
    ErrorCode.REGION_WRONG: Explanation(
        "The bucket is in another region.", "Enter the region of the bucket."
    ),
    ErrorCode.BUCKET_MISSING: Explanation(
        "There is no bucket with this name.", "Check the name and the region."
    ),
    ErrorCode.OBJECT_MISSING: _file("The file is no longer in the bucket.", "Upload it again."),
    ErrorCode.UPLOAD_GONE: _file("The service ended the upload.", "Try again.", may_retry=True),
    ErrorCode.OBJECT_EXISTS: _file(
        "A different file is already stored under this name.", "Try again.", may_retry=True
    ),
    ErrorCode.NAME_REFUSED: _file(
        "The service does not accept this file's name.", "Rename the file and add it again."
    ),
    ErrorCode.DOMAIN_REQUIRED: Explanation(
        "This account may only use its own domain.",
        "Ask your admin for the bucket's custom domain and enter it as the endpoint.",
    ),
    ErrorCode.SIGNATURE_REFUSED: Explanation(
        "The service refused how the request was signed.",
        "Please report this as a fault of OssDrop.",
    ),
    ErrorCode.CLOCK_WRONG: Explanation(
        "This computer's clock is wrong.",
        "Set date, time and time zone to automatic, then try again.",
    ),
    ErrorCode.LINK_EXPIRED: _file("This link has expired.", "Copy a new link."),
    ErrorCode.LINK_TEMPORARY: _file(
        "This temporary link has expired and cannot be renewed.", "Upload the file again."
    ),
    ErrorCode.LINK_UNCHECKABLE: _file(
        "Temporary links open for their model only, so they cannot be checked here.",
        "Give it to the model it was made for.",
    ),
    ErrorCode.DELETE_IMPOSSIBLE: _file(
        "Files in temporary storage cannot be deleted.",
        "They are deleted by themselves 48 hours after the upload.",
    ),
    ErrorCode.SERVICE_BUSY: _network("The service is busy.", "Wait a moment, then try again."),
    ErrorCode.SERVICE_FAILED: _network(
        "The service had an internal problem.", "Wait a moment, then try again."
    ),
    ErrorCode.CHECKSUM_MISMATCH: _file(
        "The file arrived damaged.",
        "Try again; if it happens often, check the network.",
        may_retry=True,
    ),
    ErrorCode.CHECKSUM_MISSING: _file(
        "The service sent no checksum, so nobody knows whether the file arrived whole.",
        "Try again; if it happens often, something on the way changes the answers.",
        may_retry=True,
    ),
    ErrorCode.GATEWAY_REFUSED_SIZE: _file(
        "Something on the way to the service refuses files of this size.",
        "Ask your IT department about the proxy or firewall, or try another network.",
    ),
    ErrorCode.NETWORK_UNREACHABLE: Explanation(
        "The service cannot be reached.",
        "Check your internet connection.",
        may_retry=True,
        scope=Scope.NETWORK,
        causes={
            UNKNOWN_NAME: "The service's address was not found.",
            REFUSED: "The connection was refused at this address.",
            NOT_HTTPS: "What answers at this address does not speak https.",
            NOT_HTTP: "What answers at this address is no web service.",
            TOO_MANY_OPEN: "No connection could be made: too many files are open at once.",
        },
        by_hint={
            UNKNOWN_NAME: "Check your internet connection; and the region and the endpoint for "
            "typing mistakes.",
            REFUSED: "Check the port in the address that is set; a firewall may be in the way as "
            "well.",
            NOT_HTTPS: "Check the port in the address that is set. On a public Wi-Fi, open a "
            "browser and sign in first.",
            NOT_HTTP: "Check the port in the address that is set.",
            TOO_MANY_OPEN: "Close some programs, or send fewer files at once.",
        },
    ),
    ErrorCode.NETWORK_TIMEOUT: _network(
        "The network did not answer in time.", "Check your internet connection."
    ),
    ErrorCode.CONNECTION_LOST: _network(
        "The connection was interrupted.", "Try again; check your internet connection."
    ),
    ErrorCode.PROXY_UNREACHABLE: Explanation(
        "The proxy does not get through to the service.",
        "Check your internet connection, the region, and the proxy in the settings.",
        scope=Scope.NETWORK,
        may_retry=True,
        causes={
            REFUSED: "The proxy does not answer.",
            UNKNOWN_NAME: "The proxy was not found.",
        },
    ),
    ErrorCode.PROXY_FAILED: Explanation(
        "The proxy did not let the file through.",
        "Check the proxy settings of this computer.",
        may_retry=True,
        causes={LOGIN: "The proxy wants a name and a password, or does not take those it got."},
        by_hint={LOGIN: "Enter them under Proxy in Settings, or ask your IT department."},
    ),
    ErrorCode.CERTIFICATE_REFUSED: Explanation(
        "The connection is not trusted.",
        "Ask your IT department whether the office network replaces certificates.",
    ),
    ErrorCode.LOGIN_PAGE: Explanation(
        "Another page answered instead of the service.",
        "Open a browser and sign in to this Wi-Fi or network, then try again.",
        may_retry=True,
    ),
    ErrorCode.PROFILES_UNREADABLE: Explanation(
        "Some of your destinations could not be read.",
        "Set them up again. What was there is kept in OssDrop's settings folder.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.OWN_FILE_FAILED: Explanation(
        "OssDrop could not read or keep something in its own folder.",
        "Another program may have the file open, such as a virus scanner, or the disk is full or "
        "write-protected. Try again in a moment.",
        may_retry=True,
        scope=Scope.COMPUTER,
        causes={
            NO_RIGHTS: "OssDrop may not read its own settings folder.",
            DISK_FULL: "The disk has too little room for what comes from stdin.",
        },
        by_hint={
            NO_RIGHTS: "It may belong to another user. Take it over, or ask whoever looks after "
            "this computer.",
            DISK_FULL: "Free some space first.",
        },
    ),
    ErrorCode.HISTORY_FAILED: Explanation(
        "The history cannot be read or saved.",
        "What was uploaded is in its place all the same. If this stays, free some disk space, or "
        "ask who may write to its folder.",
        may_retry=True,
        scope=Scope.COMPUTER,
        causes={ROW_STAYS: "The file is deleted, but its row cannot be taken off the history."},
        by_hint={
            ROW_STAYS: "Its links open nothing any more. Remove the row later; if this stays, free "
            "some disk space, or ask who may write to the history's folder."
        },
    ),
    ErrorCode.HISTORY_NEWER: Explanation(
        "The history was made by a newer OssDrop.",
        "Install the newest version.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.HISTORY_FILE_UNREADABLE: Explanation(
        "This file is not a history that OssDrop has exported.",
        "Choose a .csv or .json file made by “Export”.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.UPDATE_UNREADABLE: Explanation(
        "What was found about newer versions does not come from OssDrop.",
        "Nothing was downloaded. Look at the page where you got OssDrop.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.BUNDLE_FAILED: Explanation(
        "The file for support could not be written.",
        "Choose another folder, or free some disk space.",
        scope=Scope.COMPUTER,
    ),
    ErrorCode.PRACTICE_FAILED: Explanation(
        "The practice bucket could not be started.",
        "Close other copies of OssDrop, or free some disk space. The details say why.",
        scope=Scope.COMPUTER,
        causes={PORT_TAKEN: "The port of the practice bucket cannot be used."},
        by_hint={
            PORT_TAKEN: "Choose another one with --port, let --any-port find one, or end the "
            "program that has it."
        },
    ),
    ErrorCode.UNEXPECTED: _file(
        "An unexpected error occurred.", "Try again. If it keeps happening, report it."
    ),
}


# 24 hexadecimal digits, or a UUID. A server that repeats a secret here gets it nowhere.
_REQUEST_ID = re.compile("[0-9A-Fa-f]{24}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class OssDropError(Exception):
    """An error of the catalogue. `detail` is for the curious and must be free of secrets.

    `hint` is a value that a remedy can use, such as the region that the service named.
    """

    def __init__(
        self, code: ErrorCode, detail: str = "", *, request_id: str = "", hint: str = ""
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.request_id = request_id if _REQUEST_ID.fullmatch(request_id) else ""
        self.hint = hint
        self.file = ""  # as it was given, where the error is about one

    @property
    def explanation(self) -> Explanation:
        """Cause and remedy, as they fit this error."""
        general = CATALOGUE[self.code]
        cause = general.causes.get(self.hint, general.cause)
        remedy = general.by_hint.get(self.hint, general.remedy)
        if (cause, remedy) == (general.cause, general.remedy):
            return general
        return replace(general, cause=cause, remedy=remedy)

    @property
    def cause_key(self) -> str:
        """By which translations know its cause: whatever the English sentence becomes."""
        return _key(self.code, "cause", self.hint if self.hint in self._general.causes else "")

    @property
    def remedy_key(self) -> str:
        """By which translations know its remedy."""
        return _key(self.code, "remedy", self.hint if self.hint in self._general.by_hint else "")

    @property
    def _general(self) -> Explanation:
        return CATALOGUE[self.code]

    @property
    def _named_file(self) -> str:
        """For texts: where a link was given in place of a file, its query is a credential."""
        address, mark, _ = self.file.partition("?")
        return f"{address}{mark}…" if mark and "://" in address else self.file

    def __repr__(self) -> str:
        about = f", file={self._named_file!r}" if self.file else ""
        return f"OssDropError({self.code}, {self.detail!r}{about})"

    def __str__(self) -> str:
        about = f"{printable_name(self._named_file)}: " if self.file else ""
        text = f"{about}{self.explanation.cause}"
        return f"{text} ({printable(self.detail)})" if self.detail else text
