"""How a practice bucket proves that it is a home's own: it knows the secret of that home.

Any program on this computer may listen on the port and say anything; the answer to a random
challenge cannot be made without the secret, and one for another port is worth nothing.
"""

from __future__ import annotations

import hashlib
import hmac

PROBE_PATH = "/-/practice"
CHALLENGE_HEADER = "X-Practice-Challenge"


def proof_of(secret: str, challenge: str, port: int) -> str:
    """The answer to `challenge` of the practice bucket that listens on `port`."""
    key = f"ossdrop practice {secret}".encode()  # apart from the key that signs requests
    return hmac.new(key, f"{port} {challenge}".encode(), hashlib.sha256).hexdigest()
