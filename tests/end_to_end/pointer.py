"""Real pointer events: a drag from one program's window to another's."""

from __future__ import annotations

from tests.end_to_end.desktop import Desktop, DesktopError

Point = tuple[int, int]
_STEPS = 8
_NEAR = 24  # farther than any threshold of a drag


class Pointer:
    """Moves and presses through xdotool; waits for what the programs answer."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._at: Point = (0, 0)

    def drag(self, start: Point, end: Point, *, is_of_qt: bool = False) -> None:
        """Drag from `start` to `end` and let go when the program there has said yes.

        The yes is seen in the pointer's picture, which the source changes: over the bare screen it
        shows "no", over a program that accepts another one. Qt keeps what it has offered.
        """
        desktop = self._desktop
        desktop.wait(lambda: not desktop.x.is_dragging(), "the drag before to be over")
        self._move(start)
        idle = desktop.wait_steady(desktop.x.cursor, "a steady pointer", 0.1)
        self._xdotool("mousedown", 1)
        try:
            desktop.wait(lambda: self._has_begun(start), f"a drag to begin at {start}")
            self._glide((desktop.x.width - 8, desktop.x.height - 8))
            refused = desktop.wait_steady(
                lambda: self._cursor_other_than(idle), "the pointer's picture for 'no'", 0.2
            )
            self._glide(end)
            desktop.wait_steady(
                lambda: self._cursor_other_than(idle, refused), f"a yes at {end}", 0.15
            )
        except BaseException:
            self._xdotool("key", "Escape")  # else letting go could drop the file after all
            raise
        finally:
            self._xdotool("mouseup", 1)
        if not is_of_qt:
            desktop.wait(lambda: not desktop.x.is_dragging(), "the drag to be over")

    def click(self, place: Point) -> None:
        """Click once."""
        self._move(place)
        self._xdotool("click", 1)

    def _cursor_other_than(self, *known: int) -> int:
        """The pointer's picture; each look moves a little: a slow program is asked again."""
        x, y = self._at
        self._xdotool("mousemove", x + 1, y)
        self._xdotool("mousemove", x, y)
        cursor = self._desktop.x.cursor()
        return 0 if cursor in known else cursor

    def _has_begun(self, start: Point) -> bool:
        """Whether the source drags; if not, moves a little, staying near `start`."""
        if self._desktop.x.is_dragging():
            return True
        away = (self._at[0] - start[0]) % _NEAR + 3
        self._move((start[0] + away, start[1] + away))
        return False

    def _glide(self, end: Point) -> None:
        (x, y), (to_x, to_y) = self._at, end
        for step in range(1, _STEPS + 1):
            self._move((x + (to_x - x) * step // _STEPS, y + (to_y - y) * step // _STEPS))

    def _move(self, to: Point) -> None:
        self._xdotool("mousemove", *to)
        self._at = to

    def _xdotool(self, *arguments: object) -> None:
        result = self._desktop.run(["xdotool", *map(str, arguments)])
        if result.returncode:
            raise DesktopError(result.stderr.decode(errors="replace"))
