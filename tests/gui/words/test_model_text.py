"""What is said of a model beside its name."""

from __future__ import annotations

import pytest

from ossdrop_gui.words.model_text import takes_text


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("qwen3.6-plus", "Takes pictures, clips and text."),
        ("qwen3.6-plsu", "OssDrop does not know this model. Did you mean qwen3.6-plus?"),
        ("", ""),
        ("gpt-9", "OssDrop does not know this model. Check that its name is right."),
    ],
)
def test_a_name_that_nobody_knows_is_said_to_be_one(name: str, said: str) -> None:
    """Any text stood there as a model, under a green line."""
    assert takes_text(name) == said
