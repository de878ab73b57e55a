"""A bar for people, lines for files."""

import io

from kiosk.bench.progress import Progress


def test_a_terminal_gets_one_line_drawn_again_and_left_clean() -> None:
    screen = io.StringIO()
    progress = Progress(screen, terminal=True)
    progress.begin("paper")
    progress.step(1, 2, "A4")
    progress.end()
    said = screen.getvalue()
    assert "\n" not in said
    assert "[############............] 1/2 A4" in said
    assert said.endswith("\r\x1b[K")


def test_a_file_gets_a_line_for_each_quarter() -> None:
    file = io.StringIO()
    progress = Progress(file, terminal=False)
    progress.begin("paper")
    for step in range(1, 101):
        progress.step(step, 100)
    progress.end()
    assert file.getvalue().splitlines() == [
        "paper: 0/1", "paper: 25/100", "paper: 50/100", "paper: 75/100", "paper: 100/100",
    ]  # fmt: skip
