"""The cards of a report: what their charts hold, the same as tables, copied and saved."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.core.history import NO_PROJECT, Filter
from app.core.periods import Period, Span, containing
from app.core.report import FEWEST, Report
from app.ui import report_cards as cards
from app.ui import report_export
from app.ui.bar_chart import Bars
from app.ui.canvas import Canvas
from app.ui.chart import Chart
from app.ui.dot_chart import Dots
from app.ui.heat_map import HeatMap
from app.ui.line_chart import Lines
from app.ui.report_card import ReportCard
from app.ui.report_cards import CardView
from app.ui.report_table import ReportTable, TableModel
from app.ui.report_tables import Row, Table
from app.ui.theme import Theme
from tests.ui.looking import button, settle
from tests.ui.reports import TODAY, many, nothing, some

WEEK, DAY = containing(Span.WEEK, TODAY, 1), containing(Span.DAY, TODAY, 1)
Maker = Callable[[Report], CardView]
Made = Callable[[Period], Report]
ALL_CARDS: tuple[Maker, ...] = (
    lambda report: cards.over_time(report, TODAY),
    cards.by_project,
    lambda report: cards.year(report, TODAY),
    cards.by_tag,
    cards.by_hour,
    cards.planned,
    cards.gaps,
    cards.satisfaction,
)
IN_WEEK = Filter(since=WEEK.first, until=WEEK.last, reaching=True)
SMALL = Table(("Name", "Worked"), (Row(("a\tb", "1 h"), IN_WEEK), Row(("<c>", "2 h")), Row(("d", "3 h"))))


def lines(view: CardView) -> Lines:
    plot = view.views[0].plot
    assert isinstance(plot, Lines)
    return plot


def dots(view: CardView, kind: str) -> Dots:
    plot = next(each.plot for each in view.views if each.name == kind)
    assert isinstance(plot, Dots)
    return plot


# What charts hold


def test_a_bar_leads_to_its_days_and_a_part_of_it_to_the_project_in_them() -> None:
    plot = cards.over_time(some(WEEK), TODAY).views[0].plot
    assert isinstance(plot, Bars)
    monday = Filter(since=WEEK.first, until=WEEK.first, reaching=True)
    found = [(part.color, part.wanted) for part in plot.columns[0].parts]
    assert plot.columns[0].wanted == monday
    assert found == [
        ("lagoon", monday._replace(project_id=1)),
        ("urchin", monday._replace(project_id=2)),
        ("pebble", monday._replace(project_id=NO_PROJECT)),
    ]


def test_what_is_told_of_a_bar() -> None:
    plot = cards.over_time(some(WEEK), TODAY).views[0].plot
    assert isinstance(plot, Bars)
    assert plot.columns[1].words == "Tuesday 10 March: 2 h 50 min; the week before 2 h 8 min"
    assert plot.columns[1].parts[0].words == "Tuesday 10 March: Thesis 1 h 49 min of 2 h 50 min"
    assert [column.strong for column in plot.columns] == [False, True, False, False, False, False, False]


def test_the_projects_after_the_eighth_are_one_part_of_a_bar() -> None:
    plot = cards.over_time(many(WEEK), TODAY).views[0].plot
    assert isinstance(plot, Bars)
    assert (len(plot.columns[0].parts), "32 other projects" in plot.columns[0].parts[-1].words) == (9, True)
    assert plot.columns[0].length == many(WEEK).bars[0].worked


def test_hours_of_the_night_are_left_out_where_nothing_was_done_in_them() -> None:
    report = some(DAY)
    quiet = tuple(bar._replace(shares=(), before=timedelta()) if bar.hour != 1 else bar for bar in report.bars)
    plot = cards.over_time(report._replace(bars=quiet), TODAY).views[0].plot
    assert isinstance(plot, Bars)
    labels = [column.label for column in plot.columns]
    assert (labels[0], labels[-1], len(labels)) == ("08:00", "01:00", 18)


def test_bars_of_projects_are_compared_with_the_longest_or_a_target() -> None:
    thesis, teaching, none = lines(cards.by_project(some(WEEK))).lines
    assert (thesis.bar[0].share, thesis.tick, thesis.below) == (765 / 900, 1.0, "15 h a week, 2 h 15 min to go")
    assert (teaching.bar[0].share, teaching.tick, teaching.below) == (390 / 900, None, "")
    assert (none.name, none.dot, none.wanted) == ("No project", "pebble", IN_WEEK._replace(project_id=NO_PROJECT))


def test_streaks_stand_in_the_foot_and_days_in_a_row_behind_the_title() -> None:
    assert cards.by_project(some(WEEK)).foot == ("Thesis: 6 weeks on target",)
    assert cards.year(some(WEEK), TODAY).note == "12 days in a row"


def test_forty_projects_begin_with_the_first_eight() -> None:
    view = cards.by_project(many(WEEK)).views[0]
    assert isinstance(view.short, Lines)
    assert (len(view.short.lines), len(lines(cards.by_project(many(WEEK))).lines)) == (8, 40)


def test_a_tag_leads_to_its_sessions_in_the_period() -> None:
    assert lines(cards.by_tag(some(WEEK))).lines[0].wanted == IN_WEEK._replace(tag_id=1)


def test_the_year_ends_today() -> None:
    plot = cards.year(some(WEEK), TODAY).views[0].plot
    assert isinstance(plot, HeatMap)
    assert (plot.cells[-1].date, plot.cells[-1].words) == (TODAY, "Today, Tuesday 10 March: nothing")


def test_overtime_has_a_colour_of_its_own_and_planned_is_a_tick() -> None:
    thesis, teaching = lines(cards.planned(some(WEEK))).lines
    assert [(part.ink, round(part.share * 765)) for part in thesis.bar] == [("lagoon", 720), ("overtime", 45)]
    assert (thesis.tick, thesis.value, thesis.below) == (720 / 765, "+45 min", "planned 12 h, worked 12 h 45 min")
    assert (teaching.value, teaching.bar[1].share) == ("", 0)


def test_gaps_are_split_by_verdict() -> None:
    line = lines(cards.gaps(some(WEEK))).lines[0]
    assert (line.name, line.value, line.below) == ("Idle", "42 min", "2 kept 12 min, 1 undecided 30 min")
    assert [part.is_hatched for part in line.bar if part.share] == [False, True]


def test_satisfaction_has_the_number_of_sessions_behind_each_figure() -> None:
    view = cards.satisfaction(some(WEEK))
    assert [each.name for each in view.views] == ["Project", "Tag", "Hour", "Length"]
    assert [(row.name, row.value) for row in dots(view, "Project").rows] == [
        ("Thesis", "4.2 · 5"),
        ("Teaching", "Too few to say (3)"),
    ]
    assert [row.name for row in dots(view, "Hour").rows] == ["09:00 to 10:00"]
    assert [row.name for row in dots(view, "Length").rows] == ["15 to 30 min"]


def test_nothing_is_claimed_below_five_whatever_it_is_by() -> None:
    report = some(WEEK)
    for view in cards.satisfaction(report).views:
        plot = view.plot
        assert isinstance(plot, Dots)
        for row in plot.rows:
            few = int(row.value.rpartition(" ")[2].strip("()")) < FEWEST
            assert few == (row.mean is None) == row.value.startswith("Too few")


# As tables


def test_every_chart_is_a_table_too() -> None:
    report = some(WEEK)
    found = {card(report).title: card(report).views[0].table() for card in ALL_CARDS}
    assert {title: (len(table.rows), table.rows[0].cells) for title, table in found.items()} == {
        "By day": (7, ("Monday 9 March", "2 h 50 min", "2 h 8 min", "1 h 49 min", "55 min", "5 min")),
        "By project": (3, ("Thesis", "12 h 45 min", "10 h", "6", "15 h")),
        "A year of days": (1, ("Saturday 14 March", "19 h 55 min")),
        "By tag": (1, ("writing", "11 h 40 min", "8 h 20 min", "5")),
        "By hour of day": (1, ("09:00 to 10:00", "19 h 55 min", "10")),
        "Planned and worked": (2, ("Thesis", "12 h", "12 h 45 min", "45 min", "1")),
        "Gaps by cause": (1, ("Idle", "3", "42 min", "2, 12 min", "", "1, 30 min")),
        "Satisfaction": (2, ("Thesis", "4.2 of 5", "5")),
    }
    assert all(len(row.cells) == len(table.headings) for table in found.values() for row in table.rows)


def test_a_table_is_copied_for_spreadsheets_and_letters() -> None:
    assert SMALL.as_text((0, 1)) == "Name\tWorked\na b\t1 h\n<c>\t2 h"
    assert (
        SMALL.as_html((1,))
        == "<table><tr><th>Name</th><th>Worked</th></tr><tr><td>&lt;c&gt;</td><td>2 h</td></tr></table>"
    )


def test_no_name_is_a_formula_where_a_table_is_pasted() -> None:
    table = Table(("=A1", "Worked"), (Row(('=HYPERLINK("x")', "1 h")),))
    assert table.as_text((0,)) == "'=A1\tWorked\n'=HYPERLINK(\"x\")\t1 h"
    assert table.as_html((0,)) == (
        "<table><tr><th>&#x27;=A1</th><th>Worked</th></tr>"
        "<tr><td>&#x27;=HYPERLINK(&quot;x&quot;)</td><td>1 h</td></tr></table>"
    )


@pytest.mark.parametrize("card", [ALL_CARDS[1], cards.satisfaction])
def test_a_long_name_is_cut_on_the_screen_and_copied_whole(card: Maker) -> None:
    name, report = "Thesis " * 20, some(WEEK)
    first, *others = report.projects
    assert first.project is not None
    renamed = first._replace(project=first.project._replace(name=name))
    view = card(report._replace(projects=(renamed, *others))).views[0]
    model = TableModel()
    model.show_table(view.table())
    assert model.data(model.index(0, 0)) == "Thesis " * 8 + "The…"
    assert view.table().as_text((0,)).splitlines()[1].startswith(name)


def test_the_model_keeps_qt_s_rules(qtmodeltester: ModelTester) -> None:
    model = TableModel()
    model.show_table(SMALL)
    qtmodeltester.check(model, force_py=True)


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> ReportTable:
    table = ReportTable(theme, "By tag")
    qtbot.addWidget(table)
    table.show_table(SMALL)
    table.resize(400, 200)
    table.show()
    table.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    return table


def test_the_selected_rows_are_copied_else_all(table: ReportTable) -> None:
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    every = clipboard.text()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (every.count("\n"), clipboard.text()) == (3, "Name\tWorked\n<c>\t2 h")
    assert "<td>&lt;c&gt;</td>" in clipboard.mimeData().html()


def test_return_in_a_table_leads_to_the_sessions_of_its_row(table: ReportTable) -> None:
    wanted: list[Filter] = []
    table.opened.connect(wanted.append)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert wanted == [IN_WEEK]


def test_the_first_column_takes_what_is_left_over(table: ReportTable) -> None:
    assert table.horizontalHeader().length() == table.viewport().width()


# As widgets


def shown(view: CardView, theme: Theme, qtbot: QtBot, width: int = 500) -> ReportCard:
    card = ReportCard(theme, view)
    qtbot.addWidget(card)
    card.show_view(view, "9 to 15 March")
    card.resize(width, 400)
    card.show()
    card.activateWindow()
    settle()
    return card


def chart(card: ReportCard) -> Chart:
    found = card.findChild(Chart)
    assert found is not None
    return found


def test_a_card_turns_into_a_table_and_back(theme: Theme, qtbot: QtBot) -> None:
    card = shown(cards.by_project(some(WEEK)), theme, qtbot)
    assert card.findChild(ReportTable) is None
    button(card, "Table").click()
    table = card.findChild(ReportTable)
    assert table is not None
    assert (table.isVisible(), chart(card).isVisible(), table.accessibleName()) == (True, False, "By project")
    button(card, "Chart").click()
    assert (table.isVisible(), chart(card).isVisible()) == (False, True)


def test_a_table_stays_one_when_other_values_come(theme: Theme, qtbot: QtBot) -> None:
    card = shown(cards.by_project(some(WEEK)), theme, qtbot)
    button(card, "Table").click()
    card.show_view(cards.by_project(many(WEEK)), "9 to 15 March")
    table = card.findChild(ReportTable)
    assert table is not None
    assert (table.isVisible(), table.model().rowCount()) == (True, 40)


def test_show_all_shows_all_and_fewer_again(theme: Theme, qtbot: QtBot) -> None:
    card = shown(cards.by_project(many(WEEK)), theme, qtbot)
    counts = [len(chart(card).drawing.marks)]
    for words in ("Show all", "Show fewer"):
        button(card, words).click()
        counts.append(len(chart(card).drawing.marks))
    assert counts == [8, 40, 8]


def test_satisfaction_is_by_what_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    card = shown(cards.satisfaction(some(WEEK)), theme, qtbot)
    button(card, "Hour").click()
    assert [mark.words for mark in chart(card).drawing.marks] == ["09:00 to 10:00: 3.8 of 5, 8 sessions reviewed"]
    assert card.picture().title == "Satisfaction by hour"


def test_an_empty_card_says_so(theme: Theme, qtbot: QtBot) -> None:
    card = shown(cards.gaps(nothing(WEEK)), theme, qtbot)
    assert (card._nothing.text(), card._nothing.isVisible(), chart(card).isVisible()) == ("No gaps.", True, False)
    assert not button(card, "Table").isEnabled()


@pytest.mark.parametrize("width", [300, 800])
def test_the_key_of_a_chart_stands_beside_its_title_or_below(width: int, theme: Theme, qtbot: QtBot) -> None:
    card = shown(cards.year(some(WEEK), TODAY), theme, qtbot, width)
    assert (card._key.geometry().top() >= card._title.geometry().bottom()) == (width == 300)
    assert card._key.geometry().right() <= card.width()


def test_the_menu_copies_and_saves(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    card = shown(cards.by_tag(some(WEEK)), theme, qtbot)
    card._offer(card.mapToGlobal(QPoint(0, 0)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    menu.close()
    assert list(actions) == ["Copy", "Save as PNG…", "Save as SVG…"]
    actions["Copy"].trigger()
    assert QGuiApplication.clipboard().text().startswith("Tag\tWorked")


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_a_chart_is_saved_where_the_person_says(
    kind: str, begins: bytes, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    card = shown(cards.by_tag(some(WEEK)), theme, qtbot)
    told: list[str] = []
    card.failed.connect(told.append)
    card._saver(kind, report_export.as_png if kind == "png" else report_export.as_svg)()
    dialog = card.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(f"By tag, 9 to 15 March.{kind}")
    dialog.fileSelected.emit(str(tmp_path / f"chart.{kind}"))
    dialog.fileSelected.emit(str(tmp_path / "missing" / f"chart.{kind}"))
    dialog.close()
    assert (tmp_path / f"chart.{kind}").read_bytes().startswith(begins)
    assert told == ["", "The chart was not saved: No such file or directory."]


@pytest.mark.parametrize("card", ALL_CARDS)
def test_a_png_has_twice_the_pixels_and_an_svg_real_words(card: Maker, theme: Theme) -> None:
    view = card(some(WEEK))
    picture = report_export.Picture(view.title, "9 to 15 March", view.views[0].plot, view.key, 600)
    direction = Qt.LayoutDirection.LeftToRight
    image = QImage.fromData(report_export.as_png(picture, theme, direction))
    assert image.width() == 2 * (600 + 2 * theme.px(24))
    svg = report_export.as_svg(picture, theme, direction).decode()
    written = [words.text for words in picture.drawing(theme)[0].words]
    assert {view.title, "9 to 15 March"} < set(written)
    assert all(f">{text}<" in svg for text in written if text)


@pytest.mark.parametrize("made", [some, many, nothing])
@pytest.mark.parametrize("card", ALL_CARDS)
def test_what_is_drawn_stays_on_its_canvas(card: Maker, made: Made, theme: Theme) -> None:
    for width in (190, 300, 520, 1100):
        canvas = Canvas(theme, width)
        for view in card(made(WEEK)).views:
            if view.nothing:
                continue
            height = view.plot.height(canvas)
            drawing = view.plot.draw(canvas, height)
            assert all(w.left >= 0 and w.left + w.width <= width + 1 and w.baseline <= height for w in drawing.words)
            assert all(m.area.right() <= width + 1 and m.area.bottom() <= height + 1 for m in drawing.marks)
