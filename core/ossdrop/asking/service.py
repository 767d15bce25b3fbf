"""Where models are asked. Light: the program knows this long before anybody asks."""

from __future__ import annotations

from dataclasses import dataclass, field

from ossdrop.config.api_key import ApiKey, find_api_key
from ossdrop.config.env_file import Values
from ossdrop.config.model_service import (
    base_url_in,
    compatible_url,
    compatible_url_of,
    region_to_try,
    require_its_address,
)
from ossdrop.config.profile_id import ProfileId
from ossdrop.config.session_token import SecretReader
from ossdrop.errors import ErrorCode, OssDropError


@dataclass(frozen=True)
class ModelService:
    """Where models are asked, and by whose key."""

    base_url: str  # of the OpenAI-compatible API
    api_key: ApiKey = field(repr=False)
    other_region: str = ""  # where the key may belong as well; "" where a variable decides

    def in_other_region(self) -> ModelService:
        """The same key, in the other region."""
        return ModelService(compatible_url(base_url_in(self.other_region)), self.api_key)


def find_model_service(
    values: Values, secrets: SecretReader, profile_id: ProfileId
) -> ModelService:
    """Where models are asked, with the API key of a profile. Blocks.

    Raises API_KEY_MISSING, BASE_URL_INVALID and what the password store raises.
    """
    api_key = find_api_key(values, secrets, profile_id)
    if api_key is None:
        raise OssDropError(ErrorCode.API_KEY_MISSING)
    require_its_address(values, api_key)
    return ModelService(compatible_url_of(values), api_key, region_to_try(values))
