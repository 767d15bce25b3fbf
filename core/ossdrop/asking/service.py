"""Where models are asked. Light: the program knows this long before anybody asks."""

from __future__ import annotations

from dataclasses import dataclass, field

from ossdrop.config.api_key import ApiKey
from ossdrop.config.model_service import base_url_in, compatible_url


@dataclass(frozen=True)
class ModelService:
    """Where models are asked, and by whose key."""

    base_url: str  # of the OpenAI-compatible API
    api_key: ApiKey = field(repr=False)
    other_region: str = ""  # where the key may belong as well; "" where a variable decides

    def in_other_region(self) -> ModelService:
        """The same key, in the other region."""
        return ModelService(compatible_url(base_url_in(self.other_region)), self.api_key)
