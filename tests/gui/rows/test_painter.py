"""What of a row gives way where there is less room."""

from __future__ import annotations

import pytest

from ossdrop_gui.look.theme import SIZE_SMALL, metrics
from ossdrop_gui.rows.painter import _short, wrapped_lines

META = "1.4 GB of 2.3 GB · 12.4 MB/s · about 1 min left"
FORMS = [META, "1.4 GB of 2.3 GB · about 1 min left", "about 1 min left"]


@pytest.mark.parametrize("form", FORMS)
def test_the_speed_goes_first_then_how_much_was_sent(form: str) -> None:
    width = metrics(SIZE_SMALL).horizontalAdvance(form)
    assert _short(META, width) == form
    assert _short(META, 1) == FORMS[-1]
    assert _short("2.1 MB", 1) == "2.1 MB"


@pytest.mark.parametrize("text", ["One line.", "一行中文。"])
def test_what_fits_is_one_line_in_any_script(text: str) -> None:
    width = metrics(SIZE_SMALL).horizontalAdvance(text)
    assert wrapped_lines(text, width + 2) == 1
    assert wrapped_lines(" ".join([text] * 3), width + 2) == 3
