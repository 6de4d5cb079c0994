"""Charts: what they draw, what is told of a mark, and how one gets from mark to mark."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.core.history import Filter
from app.core.periods import Span, containing
from app.ui.bar_chart import Bars, Column, Part
from app.ui.canvas import Canvas, Plot, mirrored
from app.ui.chart import Chart
from app.ui.dot_chart import Dots, Scored
from app.ui.heat_map import Cell, HeatMap, step_of
from app.ui.line_chart import Line, Lines, Stretch
from app.ui.theme import Theme
from tests.ui.reports import MINUTE, TODAY

HOUR = 60 * MINUTE
ALL = Filter()
SOME = Filter(project_id=1)


def part(hours: float, color: str = "lagoon") -> Part:
    return Part(hours * HOUR, color, f"{color} {hours}", SOME)


def column(*parts: Part, before: timedelta | None = None, label: str = "Mon", strong: bool = False) -> Column:
    return Column(label, parts, before, f"{label} in all", ALL, strong)


BARS = Bars((column(part(2), part(1, "coral")), column(before=HOUR, label="Tue"), column(part(4), label="Wed")))


def weeks(count: int) -> HeatMap:
    """Up to the week of today, the first day the darkest."""
    first = containing(Span.WEEK, TODAY, 1).first - timedelta(weeks=count - 1)
    days = [first + timedelta(days=number) for number in range((TODAY - first).days + 1)]
    cells = tuple(Cell(day, 4 if day == first else 0, f"{day}", Filter(since=day, until=day)) for day in days)
    return HeatMap(cells, containing(Span.WEEK, TODAY, 1), TODAY)


@pytest.fixture
def canvas(theme: Theme) -> Canvas:
    return Canvas(theme, 600)


def shown(plot: Plot, theme: Theme, qtbot: QtBot, width: int = 600) -> Chart:
    chart = Chart(theme, "By day")
    qtbot.addWidget(chart)
    chart.show_plot(plot)
    chart.resize(width, max(chart.heightForWidth(width), 10))
    chart.show()
    chart.activateWindow()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return chart


# What is drawn


def test_bars_stand_on_the_ground_to_scale(canvas: Canvas) -> None:
    marks = {mark.words: mark.area for mark in BARS.draw(canvas, 230).marks}
    three, four = marks["Mon in all"], marks["Wed in all"]
    assert three.bottom() == four.bottom()
    assert three.height() / four.height() == pytest.approx(3 / 4)
    assert marks["lagoon 2"].bottom() == three.bottom()
    assert marks["coral 1"].bottom() == pytest.approx(marks["lagoon 2"].top())


def test_there_are_four_lines_at_most_and_a_ground(canvas: Canvas) -> None:
    for hours in (0.1, 0.5, 3, 5.1, 7.2, 13, 40, 400):
        drawing = Bars((column(part(hours)),)).draw(canvas, 230)
        lines = [shape for shape in drawing.shapes if shape.area.height() == 1 and shape.area.width() > 300]
        top = min(line.area.top() for line in lines)
        assert len(lines) <= 5
        assert min(mark.area.top() for mark in drawing.marks) >= top - 0.5


def test_steps_have_a_unit_nothing_too(canvas: Canvas) -> None:
    told = [words.text for words in Bars((column(part(5.1)),)).draw(canvas, 230).words]
    assert told == ["0 h", "2 h", "4 h", "6 h", "Mon"]


def test_the_time_before_is_a_mark_on_a_space_of_its_own(canvas: Canvas) -> None:
    drawing = Bars((column(part(2), before=HOUR),)).draw(canvas, 230)
    space, mark = drawing.shapes[-2:]
    assert (mark.area.height(), space.area.height(), mark.color, space.color) == (
        2,
        5,
        canvas.color("text"),
        canvas.color("surface"),
    )


def test_labels_thin_out_where_they_would_touch(theme: Theme) -> None:
    days = Bars(tuple(column(part(1), label=str(number + 1)) for number in range(31)))
    for width in (240, 600, 1200):
        labels = [words for words in days.draw(Canvas(theme, width), 230).words if words.text.isdigit()]
        assert all(a.left + a.width < b.left for a, b in pairwise(labels))
        assert len(labels) > 5


def test_today_is_bold(canvas: Canvas) -> None:
    words = Bars((column(part(1)), column(part(1), label="Tue", strong=True))).draw(canvas, 230).words
    assert {each.text: each.font for each in words}["Tue"] == "strongAxis"


def test_no_bars_are_drawn_as_none(canvas: Canvas) -> None:
    assert Bars(()).draw(canvas, 230).marks == ()


def test_a_bar_is_as_long_as_its_share_and_never_unseen(canvas: Canvas) -> None:
    lines = [Line("a", "1 h", (Stretch(share, "accent"),), "a") for share in (1.0, 0.5, 0.0001, 0.0)]
    widths = []
    for line in lines:
        bars = [s for s in Lines((line,)).draw(canvas, 0).shapes if s.color == canvas.color("accent")]
        widths.append(bars[0].area.width() if bars else 0)
    assert (widths[0], widths[1], widths[2] >= canvas.px(6), widths[3]) == (600, 300, True, 0)


def test_a_name_is_cut_before_its_value(canvas: Canvas) -> None:
    line = Line("name " * 100, "2 h 15 min", (Stretch(1, "accent"),), "told")
    value, name = Lines((line,)).draw(canvas, 0).words
    assert (value.text, name.text.endswith("…"), name.left + name.width < value.left) == ("2 h 15 min", True, True)


def test_what_is_undecided_is_hatched(canvas: Canvas) -> None:
    line = Line("Idle", "1 h", (Stretch(0.5, "accent"), Stretch(0.5, "undecided", is_hatched=True)), "told")
    hatched = [shape for shape in Lines((line,)).draw(canvas, 0).shapes if shape.hatch is not None]
    assert [(shape.hatch, shape.color) for shape in hatched] == [
        (canvas.color("undecided"), canvas.color("undecidedSoft"))
    ]


@pytest.mark.parametrize("width", [250, 600])
def test_a_dot_stands_where_its_mean_is(theme: Theme, width: int) -> None:
    canvas = Canvas(theme, width)
    rows = (Scored("a", "1.0 · 5", 1.0, "a"), Scored("b", "3.0 · 5", 3.0, "b"), Scored("c", "5.0 · 5", 5.0, "c"))
    drawing = Dots(rows).draw(canvas, 0)
    middles = [s.area.center().x() for s in drawing.shapes if s.color == canvas.color("accent")]
    ends = {words.text: words.left + words.width / 2 for words in drawing.words if words.font == "axis"}
    assert middles == pytest.approx([ends["1"], ends["3"], ends["5"]])


def test_too_few_have_no_dot(canvas: Canvas) -> None:
    drawing = Dots((Scored("a", "Too few to say (3)", None, "a"),)).draw(canvas, 0)
    assert canvas.color("accent") not in [shape.color for shape in drawing.shapes]


def test_days_of_a_week_stand_under_each_other(canvas: Canvas) -> None:
    marks = weeks(53).draw(canvas, 0).marks
    assert [marks[7].area.left() - marks[0].area.left() > 0, marks[6].area.left() - marks[0].area.left()] == [True, 0]
    assert marks[6].area.top() > marks[0].area.top()


def test_a_year_goes_on_below_where_it_has_no_room(theme: Theme) -> None:
    heights = [weeks(53).height(Canvas(theme, width)) for width in (900, 640, 340)]
    assert heights[0] >= heights[1]
    assert heights[2] > 1.5 * heights[1]
    for width in (900, 640, 340, 250):
        drawing = weeks(53).draw(Canvas(theme, width), 0)
        assert max(mark.area.right() for mark in drawing.marks) <= width
        assert max(words.left + words.width for words in drawing.words) <= width
        assert max(mark.area.bottom() for mark in drawing.marks) <= weeks(53).height(Canvas(theme, width))


def test_today_and_its_week_have_an_edge(canvas: Canvas) -> None:
    colors = [shape.color for shape in weeks(53).draw(canvas, 0).shapes]
    assert (colors.count(canvas.color("text")), canvas.color("edge") in colors) == (1, True)


def test_steps_of_the_heat_map() -> None:
    assert [step_of(minutes * MINUTE) for minutes in (0, 1, 120, 121, 240, 241, 360, 361)] == [0, 1, 1, 2, 2, 3, 3, 4]


def test_the_palest_step_of_a_theme_is_its_own(theme: Theme) -> None:
    light = theme.heat_color(0)
    theme.choose("Dark")
    assert theme.heat_color(0) != light


def test_right_to_left_is_the_mirror_image(canvas: Canvas) -> None:
    drawing = BARS.draw(canvas, 230)
    turned = mirrored(drawing, 600)
    assert [mark.area.left() for mark in turned.marks] == [600 - mark.area.right() for mark in drawing.marks]
    assert mirrored(turned, 600) == drawing


# Pointing and keys


def point(chart: Chart, place: QPointF) -> None:
    at = chart.mapToGlobal(place.toPoint())
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QMouseEvent.Type.MouseMove, place, QPointF(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, event)


def test_a_mark_is_told_when_it_is_pointed_at(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(Bars((column(Part(HOUR, "lagoon", "R&D <b>", SOME), part(1)),)), theme, qtbot)
    point(chart, chart.drawing.marks[1].area.center())
    assert QToolTip.text() == "<span>R&amp;D &lt;b&gt;</span>"
    assert chart.cursor().shape() is Qt.CursorShape.PointingHandCursor
    point(chart, QPointF(1, 1))
    assert chart.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_click_leads_to_the_sessions_of_a_mark(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(BARS, theme, qtbot)
    wanted: list[Filter] = []
    chart.opened.connect(wanted.append)
    for mark in chart.drawing.marks[:2]:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, mark.area.center().toTuple())))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert wanted == [SOME, SOME]


def told(chart: Chart, *keys: Qt.Key) -> list[str]:
    """What is described after each key."""
    found = [chart.accessibleDescription()]
    for key in keys:
        QTest.keyClick(chart, key)
        found.append(chart.accessibleDescription())
    return found


def test_arrows_lead_from_bar_to_bar_and_up_into_its_parts(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(BARS, theme, qtbot)
    up, right, left = Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left
    assert told(chart, up, up, up, right, right, right, left) == [
        "Mon in all",
        "lagoon 2",
        "coral 1",
        "coral 1",
        "Tue in all",
        "Wed in all",
        "Wed in all",
        "Tue in all",
    ]


def test_arrows_walk_the_days_of_the_year(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(weeks(53), theme, qtbot)
    end, left, up, home = Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home
    days = [date(2026, 3, 10), date(2026, 3, 3), date(2026, 3, 2), containing(Span.WEEK, date(2025, 3, 11), 1).first]
    assert told(chart, end, left, up, home)[1:] == [str(day) for day in days]


def test_return_leads_to_the_sessions_of_the_current_mark(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(BARS, theme, qtbot)
    wanted: list[Filter] = []
    chart.opened.connect(wanted.append)
    told(chart, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert wanted == [ALL, SOME]


def test_the_current_mark_stays_when_values_change(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(BARS, theme, qtbot)
    told(chart, Qt.Key.Key_Right)
    chart.show_plot(Bars((column(part(1)), column(part(9), label="Tue"))))
    assert chart.accessibleDescription() == "Tue in all"
    chart.show_plot(Bars((column(part(1)),)))
    assert chart.accessibleDescription() == ""


def test_where_the_keyboard_is_has_a_ring(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(BARS, theme, qtbot)
    focused = chart.grab().toImage()
    chart.clearFocus()
    assert chart.grab().toImage() != focused


def test_a_chart_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    assert shown(BARS, theme, qtbot).accessibleName() == "By day"


@pytest.mark.parametrize("plot", [BARS, weeks(53), Lines((Line("a", "1 h", (), "a"),)), Dots(())])
def test_a_chart_is_as_high_as_its_width_needs(plot: Plot, theme: Theme, qtbot: QtBot) -> None:
    chart = shown(plot, theme, qtbot, 300)
    assert chart.heightForWidth(300) == round(plot.height(Canvas(theme, 300)))
    assert not chart.grab().isNull()
