"""Where the API of Model Studio is: mainland China, Singapore, or an address of a workspace.

Each API key belongs to one region. The rules are those of the Qwen scripts, but that without any
setting the Chinese ones call the mainland and the international ones Singapore.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ossdrop.config.address import Place, parse_address, require_encrypted
from ossdrop.config.api_key import ApiKey
from ossdrop.config.env_file import Source, Values
from ossdrop.errors import OF_MODEL, OF_OTHER_FILE, ErrorCode, OssDropError
from ossdrop.printable import printable

BASE_URL = "QWEN_BASE_URL"
_log = logging.getLogger(__name__)
MODEL_REGION = "QWEN_REGION"
MAINLAND, SINGAPORE = "cn-beijing", "ap-southeast-1"
AS_IT_IS = "none"  # a region for which QWEN_BASE_URL counts with its path
MODEL_REGIONS = (MAINLAND, SINGAPORE, AS_IT_IS)
_HOSTS: Mapping[str, str] = {
    MAINLAND: "https://dashscope.aliyuncs.com",
    SINGAPORE: "https://dashscope-intl.aliyuncs.com",
}
_CONSOLES: Mapping[str, str] = {
    MAINLAND: "https://bailian.console.aliyun.com/?tab=model#/api-key",
    SINGAPORE: "https://modelstudio.console.alibabacloud.com/?tab=dashboard#/api-key",
}
_API_PATH = "/api/v1"
# Under aliyuncs.com anybody rents names, for functions and buckets.
_OF_MODEL_STUDIO = re.compile(r"(?:dashscope(?:-[a-z]{2,8})?|[a-z0-9.-]+\.maas)\.aliyuncs\.com")


def region_of(values: Values) -> str:
    """The region that is called where no address is given."""
    given = (values.get(MODEL_REGION) or "").strip().lower()
    if given in ("", MAINLAND):
        return MAINLAND
    return SINGAPORE  # also for one that nobody knows, as for the scripts


def is_known_region(text: str) -> bool:
    """Whether QWEN_REGION says something that the scripts know; nothing is fine too."""
    return text.strip().lower() in ("", *MODEL_REGIONS)


@functools.cache
def _tell_unknown(region: str) -> None:
    """Say once that files go abroad for a misspelt word: the scripts do so without one."""
    _log.warning(
        "%s is %s, which is no region of Model Studio: %s (Singapore) is called. For a key of "
        "mainland China set it to %s, or to nothing.",
        *(MODEL_REGION, printable(region), SINGAPORE, MAINLAND),
    )


def base_url_of(values: Values) -> str:
    """Where the API is: QWEN_BASE_URL, else by QWEN_REGION, else mainland China.

    Of QWEN_BASE_URL only scheme and host count, unless QWEN_REGION is `none`. Raises
    BASE_URL_INVALID, ENDPOINT_INSECURE for http to another computer.
    """
    given = (values.get(BASE_URL) or "").strip()
    if not given:
        if not is_known_region(region := values.get(MODEL_REGION) or ""):
            _tell_unknown(region.strip())
        return base_url_in(region_of(values))
    try:
        address = parse_address(given)
    except ValueError as error:
        raise OssDropError(ErrorCode.BASE_URL_INVALID, str(error)) from None
    scheme = address.scheme or "https"
    try:
        require_encrypted(scheme, address)
    except OssDropError as error:
        if error.hint != Place.DOMAIN.value:
            raise
        raise OssDropError(error.code, error.detail, hint=OF_MODEL) from None  # not in that console
    is_whole = (values.get(MODEL_REGION) or "").strip().lower() == AS_IT_IS and address.path
    return f"{scheme}://{address.netloc}{address.path if is_whole else _API_PATH}"


def require_its_address(values: Values, api_key: ApiKey) -> None:
    """Raise BASE_URL_INVALID where a stored key would go to an address of a file just named.

    Such a file may come from anybody; those of Model Studio are good all the same.
    """
    host = urlsplit(base_url_of(values)).hostname or ""
    giver = next((file for file in values.files if BASE_URL in file.values), None)
    is_of_file = values.source(BASE_URL) is Source.ENV_FILE and giver and not giver.is_own
    if api_key.source is Source.KEYRING and is_of_file and not _OF_MODEL_STUDIO.fullmatch(host):
        raise OssDropError(ErrorCode.BASE_URL_INVALID, host, hint=OF_OTHER_FILE)


def compatible_url_of(values: Values) -> str:
    """The same, where it is spoken to as OpenAI's; raises what `base_url_of` does."""
    return compatible_url(base_url_of(values))


def compatible_url(base_url: str) -> str:
    """Where an API is spoken to as OpenAI's; one with a path of its own is taken as it is."""
    head = base_url.removesuffix(_API_PATH)
    return f"{head}/compatible-mode/v1" if head != base_url else base_url


def base_url_in(region: str) -> str:
    """The API of a region."""
    return _HOSTS[region] + _API_PATH


def region_to_try(values: Values) -> str:
    """The other region, where no variable decides: a key may belong there. "" where one does."""
    decides = any((values.get(name) or "").strip() for name in (BASE_URL, MODEL_REGION))
    return "" if decides else SINGAPORE


def console_of(values: Mapping[str, str]) -> str:
    """The page with the API keys of the region in force: that of an own address, where one is."""
    address = (values.get(BASE_URL) or "").strip().lower()
    if not address:
        return _CONSOLES[region_of(Values.of(values))]
    is_abroad = SINGAPORE in address or urlsplit(_HOSTS[SINGAPORE]).netloc in address
    return _CONSOLES[SINGAPORE if is_abroad else MAINLAND]
