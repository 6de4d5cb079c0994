"""The plan: what lies in a day, what was left undone, and every change with its refusals and its undo."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.control.operations import Fields, Start
from app.control.overview import Overview
from app.control.planner import Planner
from app.control.reader import Reader
from app.control.session_controller import SessionController
from app.core.errors import Refused
from app.core.model import PlanItem
from app.core.plan import Hours, Wanted, wanted_of
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from tests.control.conftest import Unchanged
from tests.fakes import MINUTE, NOON, FakeClock, at, rows

TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)


@pytest.fixture
def planner(store: Store, controller: SessionController) -> Planner:
    return Planner(store, controller, Overview(store, controller), Reader(store.reading_store))


@pytest.fixture
def item(planner: Planner) -> PlanItem:
    return planner.add("Read two papers @Thesis #reading 60", TODAY)


def titles(planner: Planner, day: date = TODAY) -> list[str]:
    return [row.item.title for row in planner.day(day).rows]


def titles_of(items: Iterable[PlanItem]) -> list[str]:
    return [item.title for item in items]


def as_it_is(planner: Planner, item: PlanItem) -> PlanItem:
    return next(row.item for row in planner.day(item.day).rows if row.item.id == item.id)


def work(controller: SessionController, clock: FakeClock, item: PlanItem, minutes: float) -> None:
    session = controller.start_item(item.id)
    clock.advance(minutes * MINUTE)
    controller.stop(session.id)


# Adding


def test_a_line_becomes_an_item_behind_the_others(planner: Planner, item: PlanItem) -> None:
    added = planner.add("Call the boiler people @House", TODAY)
    assert titles(planner) == ["Read two papers", "Call the boiler people"]
    assert wanted_of(added) == Wanted("Call the boiler people", TODAY, "House", (), None)
    assert wanted_of(item) == Wanted("Read two papers", TODAY, "Thesis", ("reading",), 60)


def test_a_line_without_words_is_called_after_its_project(planner: Planner) -> None:
    assert planner.add("@Thesis 45", TODAY).title == "Thesis"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Title is empty"),
        ("45", "Title is empty"),
        ("Read @" + "x" * 201, "A name can have at most 200 characters"),
        ("x" * 10_001, "A title can have at most 10,000 characters"),
    ],
)
def test_a_line_that_is_no_item_is_refused(planner: Planner, refusal: Unchanged, line: str, sentence: str) -> None:
    assert refusal(lambda: planner.add(line, TODAY)) == sentence


def test_a_line_with_an_archived_project_brings_it_back(planner: Planner, item: PlanItem, store: Store) -> None:
    assert item.project is not None
    with store.write():
        store.catalogue.set_archived(item.project.id, True)
    planner.add("More @Thesis", TODAY)
    assert [project.name for project in store.catalogue.projects()] == ["Thesis"]


def test_the_preview_says_what_is_new(planner: Planner, item: PlanItem) -> None:
    preview = planner.preview("Read @Thesis @New #reading #fresh")
    assert (preview.new_project, preview.new_tags, preview.problem) == ("New", ("fresh",), "")


# Changing


def test_an_edit_writes_what_differs(planner: Planner, item: PlanItem) -> None:
    planner.set_done(item, True)
    wanted = Wanted("Read one paper", TODAY, "Post", ("mail", "reading"), None)
    assert wanted_of(planner.edit(item, wanted)) == wanted
    assert as_it_is(planner, item).done


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda wanted: wanted._replace(title="  "), "Title is empty"),
        (lambda wanted: wanted._replace(minutes=1441), "Planned duration must be 1 to 1440 minutes"),
        (lambda wanted: wanted._replace(project="x" * 201), "A name can have at most 200 characters"),
    ],
)
def test_an_edit_is_refused(
    planner: Planner, item: PlanItem, refusal: Unchanged, change: Callable[[Wanted], Wanted], sentence: str
) -> None:
    assert refusal(lambda: planner.edit(item, change(wanted_of(item)))) == sentence


def test_what_is_gone_can_not_be_changed(planner: Planner, item: PlanItem, refusal: Unchanged) -> None:
    planner.delete(item)
    gone = f"Plan item {item.id} not found"
    for change in (
        lambda: planner.edit(item, wanted_of(item)),
        lambda: planner.set_done(item, True),
        lambda: planner.set_minutes(item, 5),
        lambda: planner.place(item, ()),
        lambda: planner.move((item,), TODAY + DAY),
        lambda: planner.delete(item),
    ):
        assert refusal(change) == gone


def test_items_are_put_in_order(planner: Planner, item: PlanItem) -> None:
    b, c = (planner.add(title, TODAY) for title in ("B", "C"))
    planner.place(item, (b,))
    assert titles(planner) == ["B", "Read two papers", "C"]
    planner.place(item, (b, c))
    assert titles(planner) == ["B", "C", "Read two papers"]
    planner.place(item, ())
    assert titles(planner) == ["Read two papers", "B", "C"]


def test_an_item_is_put_behind_its_neighbour_whatever_went_meanwhile(planner: Planner, item: PlanItem) -> None:
    b, c, d = (planner.add(title, TODAY) for title in ("B", "C", "D"))
    planner.delete(b)
    planner.place(item, (b, c))
    assert titles(planner) == ["C", "Read two papers", "D"]
    planner.place(d, (b,))
    assert titles(planner) == ["D", "C", "Read two papers"]


def test_a_long_day_is_put_in_order_by_one_statement_and_undone(
    planner: Planner, controller: SessionController, store: Store
) -> None:
    items = [planner.add(f"{number}. item", TODAY) for number in range(60)]
    before = titles(planner)
    asked: list[str] = []
    connection = store._database.peewee.connection()
    connection.set_trace_callback(asked.append)
    planner.place(items[-1], ())
    connection.set_trace_callback(None)
    assert len({sql for sql in asked if sql.startswith('UPDATE "planning"')}) == 1  # told anew by each trigger
    assert titles(planner) == ["59. item", *before[:-1]]
    controller.undo()
    assert titles(planner) == before


def test_moved_items_lie_behind_those_of_their_new_day(planner: Planner, item: PlanItem) -> None:
    planner.add("Tomorrow's", TODAY + DAY)
    planner.move((item,), TODAY + DAY)
    assert (titles(planner), titles(planner, TODAY + DAY)) == ([], ["Tomorrow's", "Read two papers"])


def test_sessions_of_a_deleted_item_keep_their_time(
    planner: Planner, item: PlanItem, controller: SessionController, clock: FakeClock, data_file: Path
) -> None:
    work(controller, clock, item, 20)
    planner.delete(item)
    assert rows(data_file, "SELECT planning_id, worked FROM session") == [(None, 20 * 60_000)]
    controller.undo()
    assert rows(data_file, "SELECT planning_id, worked FROM session") == [(item.id, 20 * 60_000)]


def test_the_running_session_goes_on_without_an_item_that_is_deleted(
    planner: Planner, item: PlanItem, controller: SessionController
) -> None:
    controller.start_item(item.id)
    planner.delete(item)
    assert controller.session is not None
    assert (controller.session.planning_id, controller.session.name) == (None, "Thesis")
    controller.undo()
    assert controller.session.name == "Read two papers"


def test_several_are_moved_in_one_step(planner: Planner, item: PlanItem, controller: SessionController) -> None:
    other = planner.add("Write", TODAY)
    planner.move((item, other), TODAY + DAY)
    assert controller.undoes is not None
    assert controller.undoes[1].name == "Read two papers, Write"
    controller.undo()
    assert titles(planner) == ["Read two papers", "Write"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda planner, item: planner.edit(item, wanted_of(item)._replace(title="Other")), "edit"),
        (lambda planner, item: planner.set_done(item, True), "tick"),
        (lambda planner, item: planner.set_done(item, False), "reopening"),
        (lambda planner, item: planner.set_minutes(item, 90), "new minutes"),
        (lambda planner, item: planner.place(item, ()), "new place"),
        (lambda planner, item: planner.move((item,), TODAY + DAY), "move"),
        (lambda planner, item: planner.delete(item), "delete"),
    ],
)
def test_each_change_is_one_step(
    planner: Planner,
    item: PlanItem,
    controller: SessionController,
    change: Callable[[Planner, PlanItem], object],
    words: str,
) -> None:
    before = planner.day(TODAY)
    change(planner, item)
    assert controller.undoes is not None
    deed, subject = controller.undoes
    assert (deed.value, subject.kind, subject.name) == (words, "plan item", "Read two papers")
    controller.undo()
    assert planner.day(TODAY) == before


# Starting


def test_a_start_takes_all_from_the_item(planner: Planner, item: PlanItem, controller: SessionController) -> None:
    session = controller.start_item(item.id)
    assert (session.planning_id, session.name, session.project, session.tags, session.planned) == (
        item.id,
        "Read two papers",
        item.project,
        item.tags,
        60 * MINUTE,
    )


def test_an_item_without_minutes_starts_with_those_of_the_settings(
    planner: Planner, controller: SessionController
) -> None:
    controller.change_settings(controller.settings._replace(default_minutes=40))
    assert controller.start_item(planner.add("Read", TODAY).id).planned == 40 * MINUTE


def test_what_was_planned_for_another_day_is_todays_when_it_starts(
    planner: Planner, controller: SessionController
) -> None:
    item = planner.add("Read", TODAY + DAY)
    controller.start_item(item.id)
    assert (titles(planner), titles(planner, TODAY + DAY)) == (["Read"], [])
    controller.undo()
    assert (titles(planner), titles(planner, TODAY + DAY)) == ([], ["Read"])


def test_no_second_session_starts(
    planner: Planner, item: PlanItem, controller: SessionController, refusal: Unchanged
) -> None:
    controller.start(Start(25))
    assert refusal(lambda: controller.start_item(item.id)) == "Another session is already active"


# What was worked


def test_all_sessions_of_an_item_count_and_the_running_one_does_not(
    planner: Planner, item: PlanItem, controller: SessionController, clock: FakeClock
) -> None:
    for minutes in (20, 10.5):
        work(controller, clock, item, minutes)
    controller.start_item(item.id)
    clock.advance(7 * MINUTE)
    plan = planner.day(TODAY)
    assert [row.worked for row in plan.rows] == [30.5 * MINUTE]
    assert plan.worked == 30.5 * MINUTE
    assert planner.running_in(TODAY, clock.now()) == 7 * MINUTE
    assert planner.running_in(TODAY - DAY, clock.now()) is None


def test_a_session_over_the_end_of_a_day_counts_on_both(
    planner: Planner, controller: SessionController, clock: FakeClock
) -> None:
    clock.advance(14.5 * 60 * MINUTE)  # 03:30
    controller.start(Start(25))
    clock.advance(45 * MINUTE)
    controller.stop(1)
    assert (planner.day(TODAY).worked, planner.day(TODAY + DAY).worked) == (30 * MINUTE, 15 * MINUTE)


def test_an_item_that_a_start_made_is_in_the_days_list_and_ticked_off_at_its_end(
    planner: Planner, controller: SessionController, clock: FakeClock
) -> None:
    controller.start_entry(QuickEntry("Write", None, (), 25), Fields())
    clock.advance(5 * MINUTE)
    controller.stop(1)
    ((item, worked),) = planner.day(TODAY).rows
    assert (item.title, item.done, item.unplanned, worked) == ("Write", True, True, 5 * MINUTE)


def test_who_takes_the_tick_off_plans_it(planner: Planner, controller: SessionController, clock: FakeClock) -> None:
    controller.start_entry(QuickEntry("Write", None, (), 25), Fields())
    controller.stop(1)
    planner.set_done(planner.day(TODAY).rows[0].item, False)
    clock.advance(DAY)
    assert [item.title for item in planner.undone()] == ["Write"]


def test_the_sums_of_items_are_found_by_index(planner: Planner, item: PlanItem, store: Store) -> None:
    asked: list[str] = []
    connection = store._database.peewee.connection()
    connection.set_trace_callback(asked.append)
    planner.day(TODAY)
    connection.set_trace_callback(None)
    (summed,) = [sql for sql in asked if "SUM(" in sql]
    plan = store._database.peewee.execute_sql(f"EXPLAIN QUERY PLAN {summed}").fetchall()
    assert any("cache_session_planning" in step[-1] for step in plan)


# What was left undone


def test_only_what_the_person_planned_for_days_before_is_left_undone(
    planner: Planner, controller: SessionController, clock: FakeClock
) -> None:
    done = planner.add("Done", TODAY)
    planner.set_done(done, True)
    planner.add("Invoice", TODAY)
    planner.add("Tomorrow", TODAY + DAY)
    controller.start_entry(QuickEntry("Unplanned", None, (), 25), Fields())
    assert planner.undone() == ()
    clock.advance(DAY)
    assert [item.title for item in planner.undone()] == ["Invoice"]
    planner.move(planner.undone(), TODAY + DAY)
    assert (titles(planner, TODAY + DAY), planner.undone()) == (["Tomorrow", "Invoice"], ())


def test_days_that_were_left_are_asked_about_no_more(
    planner: Planner, store: Store, controller: SessionController, clock: FakeClock
) -> None:
    planner.add("Invoice", TODAY)
    clock.advance(DAY)
    planner.leave_undone()
    assert Planner(store, controller, Overview(store, controller), Reader(store.reading_store)).undone() == ()
    planner.add("Later", TODAY + DAY)
    clock.advance(DAY)
    assert [item.title for item in planner.undone()] == ["Later"]


def test_days_that_were_left_while_the_clock_was_ahead_are_asked_about_again(
    planner: Planner, store: Store, controller: SessionController, clock: FakeClock
) -> None:
    planner.add("Invoice", TODAY)
    clock.step(20 * DAY)
    planner.leave_undone()
    clock.step(-19 * DAY)
    before = titles_of(planner.undone())
    clock.advance(19 * DAY)
    again = Planner(store, controller, Overview(store, controller), Reader(store.reading_store))
    assert (before, titles_of(planner.undone()), titles_of(again.undone())) == (["Invoice"],) * 3


def test_what_was_left_four_weeks_ago_is_asked_about_no_more(planner: Planner, clock: FakeClock) -> None:
    planner.add("Old", TODAY)
    clock.advance(28 * DAY)
    assert [item.title for item in planner.undone()] == ["Old"]
    clock.advance(DAY)
    assert planner.undone() == ()


def test_what_another_program_planned_for_no_day_of_the_calendar_is_left_out(
    planner: Planner, clock: FakeClock, store: Store
) -> None:
    for title in ("Nowhere", "Invoice"):
        planner.add(title, TODAY)
    with store.write():
        store._database.peewee.execute_sql("UPDATE planning SET day = '2026-03-00' WHERE title = 'Nowhere'")
    clock.advance(DAY)
    assert [item.title for item in planner.undone()] == ["Invoice"]


def test_there_is_nothing_to_move_where_nothing_is_left(planner: Planner) -> None:
    with pytest.raises(Refused, match="Nothing to move"):
        planner.move((), TODAY)


# Hours


def test_working_hours_are_those_of_the_persons_clocks(planner: Planner) -> None:
    assert planner.hours(TODAY) == Hours(at(-4 * 60), at(5 * 60))
    assert planner.hours(date(2026, 3, 14)) is None
    assert Hours(at(-4 * 60), at(5 * 60)).left(NOON) == 300 * MINUTE
