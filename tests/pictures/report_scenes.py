"""Reports with a year behind them, with much, little and nothing; each card, and each as a table."""

from collections.abc import Callable, Iterable

from tests.desktop.harness.stage import MAIN
from tests.desktop.harness.windows import X11Windows

from .desk import Desk
from .scenes import Scene
from .seed import Done, at
from .worked_year import LITTLE, MUCH, TARGETS, WEEK, YEAR

_SPANS = ("day", "week", "month", "year", "range")
_CARDS = (
    "By day",
    "By project",
    "A year of days",
    "By tag",
    "By hour of day",
    "Planned and worked",
    "Gaps by cause",
    "Satisfaction",
)


def _open(desk: Desk) -> None:
    """In a window like the mockup's, where the look has no size of its own."""
    if desk.look.size is None and isinstance(desk.stage.windows, X11Windows):
        desk.stage.windows.resize(MAIN, round(1080 * desk.look.zoom), round(700 * desk.look.zoom))
    desk.stage.windows.press("ctrl+4")


def _year(desk: Desk) -> None:
    """From the chosen span the arrow keys choose the next one; from elsewhere the page keys turn the page."""
    with desk.open(YEAR, at("16:12"), targets=TARGETS):
        windows = desk.stage.windows
        _open(desk)
        desk.program.ui.wait_for_words(desk.say("on target"))
        desk.take("reports-week")
        windows.press("Tab")
        for number in range(1, 4):
            windows.press("Next")
            desk.take(f"reports-week-{number}")
        back, forth = ("Up", "Down") if desk.program.ui.has("combo box", desk.say("Period")) else ("Left", "Right")
        windows.press("Prior", "Prior", "Prior", "Prior", "shift+Tab", back)
        desk.program.ui.wait_for_words(desk.say("the day before"))
        desk.take("reports-day")
        windows.press(forth, forth)
        desk.program.ui.wait_for_words(desk.say("the month before"))
        desk.take("reports-month")
        windows.press(forth)
        desk.program.ui.wait_for_words(desk.say("the year before"))
        desk.take("reports-year")
        windows.press(forth)
        desk.program.ui.find("spin box", "From")
        desk.take("reports-range")


def _tables(desk: Desk) -> None:
    with desk.open(YEAR, at("16:12"), targets=TARGETS):
        _open(desk)
        desk.program.ui.wait_for_words(desk.say("on target"))
        for card in _CARDS:
            desk.program.ui.button(f"Table: {card}").press()
        desk.take("reports-tables")
        desk.stage.windows.press("Tab")
        for number in range(1, 3):
            desk.stage.windows.press("Next")
            desk.take(f"reports-tables-{number}")


def _only(record: Iterable[Done], picture: str, wait: Callable[[Desk], object]) -> Scene:
    def play(desk: Desk) -> None:
        with desk.open(record, at("16:12")):
            _open(desk)
            wait(desk)
            desk.take(picture)
            desk.stage.windows.press("Tab", "Next")
            desk.take(f"{picture}-1")

    return Scene(play, (picture, f"{picture}-1"))


def _for_button(name: str) -> Callable[[Desk], object]:
    """By its accessible name, which no look lengthens."""
    return lambda desk: desk.program.ui.button(name)


def _for_words(words: str) -> Callable[[Desk], object]:
    return lambda desk: desk.program.ui.wait_for_words(desk.say(words))


REPORTS = (
    Scene(
        _year,
        ("reports-week", *(f"reports-week-{n}" for n in range(1, 4)), *(f"reports-{span}" for span in _SPANS)),
    ),
    Scene(_tables, ("reports-tables", "reports-tables-1", "reports-tables-2")),
    _only(MUCH, "reports-much", _for_words("129 of 185")),
    _only(LITTLE, "reports-little", _for_button("Table: Satisfaction")),
    _only((), "reports-none", _for_words("No sessions")),
    _only([done for done in YEAR if done not in WEEK], "reports-empty-week", _for_words("No sessions")),
)
