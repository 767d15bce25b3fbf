"""How the Qwen scripts read a `.env` and find their settings: our own restatement of their rules.

They know no `export`, no inline comments, no `${...}` and no BOM; quotes are stripped at both ends;
the first of two lines wins. Half an AccessKey pair is silently ignored. Used to show where a script
would see something else than OssDrop, and to prove that what OssDrop writes reads the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from ossdrop.config.credentials import SECRET_OF, PairName


def parse_as_scripts(text: str) -> dict[str, str]:
    """The variables in the text of a `.env`; a BOM, if any, must still be in `text`."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#") or "=" not in stripped:
            continue
        name, _, value = stripped.partition("=")
        found.setdefault(name.strip(), value.strip().strip("\"'"))
    return found


def pair_of_scripts(environment: Mapping[str, str], file: Mapping[str, str]) -> PairName | None:
    """The pair a script would use, None when it would stop: both parts must be there.

    Nothing is overridden: an exported variable counts, even an empty one.
    """
    values = {**file, **environment}
    for pair, secret in SECRET_OF.items():
        if values.get(pair.value) and values.get(secret):
            return pair
    return None
