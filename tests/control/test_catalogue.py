"""What is done to projects and tags: renamed, recoloured, archived, given a target, merged, deleted."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.control import operations
from app.control.catalogue import Catalogue
from app.control.operations import Fields, Start
from app.control.overview import Overview
from app.control.running import Changes
from app.control.session_controller import SessionController
from app.core.model import COLORS, Named, Project, Review, Tag, Use
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from tests.control.conftest import Known, Unchanged, moment
from tests.control.life import active
from tests.fakes import MINUTE, FakeClock, Waker, rows

HOURS = 60


@pytest.fixture
def catalogue(store: Store, controller: SessionController) -> Catalogue:
    return Catalogue(store, controller)


@pytest.fixture
def thesis(store: Store, known: Known) -> Project:
    return store.catalogue.project(known.project)


@pytest.fixture
def deep(store: Store, known: Known) -> Tag:
    return store.catalogue.tag(known.tag)


def sessions(path: Path) -> list[tuple[str | None, str | None, int]]:
    """Project, tags and worked minutes of each."""
    return rows(path, "SELECT project, tags, actual_duration FROM session_readable ORDER BY id")


# Names


def test_a_project_is_renamed(catalogue: Catalogue, thesis: Project) -> None:
    assert catalogue.rename(thesis, " Doctoral  thesis\n") == thesis._replace(name="Doctoral  thesis")


def test_a_tag_is_renamed(catalogue: Catalogue, deep: Tag) -> None:
    assert catalogue.rename(deep, "#focus") == Tag(deep.id, "focus")


def test_a_change_of_case_alone_is_a_rename(catalogue: Catalogue, thesis: Project) -> None:
    assert catalogue.rename(thesis, "THESIS").name == "THESIS"


def test_the_renamed_one_is_found_by_its_new_name(catalogue: Catalogue, thesis: Project, store: Store) -> None:
    catalogue.rename(thesis, "Ａ Thesis É")
    found = store.catalogue.find_project("ａ thesis e\u0301")
    assert found is not None
    assert (found.id, store.catalogue.find_project("Thesis")) == (thesis.id, None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" \n", "Name is empty"),
        ("x" * 201, "A name can have at most 200 characters"),
        ("MEETINGS", "Another project is called Meetings. To make the two one, merge this one into it"),
    ],
)
def test_a_project_s_name_is_refused(
    catalogue: Catalogue, thesis: Project, store: Store, refusal: Unchanged, name: str, sentence: str
) -> None:
    with store.write():
        store.catalogue.project_id("Meetings")
    assert refusal(lambda: catalogue.rename(thesis, name)) == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("#", "Name is empty"),
        ("a, b", "A tag can have no comma in its name"),
        ("Writing", "Another tag is called writing. To make the two one, merge this one into it"),
    ],
)
def test_a_tag_s_name_is_refused(
    catalogue: Catalogue, deep: Tag, store: Store, refusal: Unchanged, name: str, sentence: str
) -> None:
    with store.write():
        store.catalogue.tag_ids(("writing",))
    assert refusal(lambda: catalogue.rename(deep, name)) == sentence


def test_the_name_of_an_archived_one_is_taken_too(catalogue: Catalogue, thesis: Project, refusal: Unchanged) -> None:
    catalogue.set_archived(catalogue.add_project("Old"), True)
    sentence = "An archived project is called Old. To make the two one, merge this one into it"
    assert refusal(lambda: catalogue.rename(thesis, "old")) == sentence


def test_a_new_one_takes_the_next_colour(catalogue: Catalogue, thesis: Project) -> None:
    assert catalogue.add_project("Meetings") == Project(2, "Meetings", "sky")


def test_a_new_one_needs_a_name_of_its_own(catalogue: Catalogue, deep: Tag, refusal: Unchanged) -> None:
    sentence = "Another tag is called deep. To make the two one, merge this one into it"
    assert refusal(lambda: catalogue.add_tag("DEEP")) == sentence


# Colour, target, quiet


@pytest.mark.parametrize("color", COLORS)
def test_a_project_takes_each_colour(catalogue: Catalogue, thesis: Project, color: str) -> None:
    catalogue.recolour(thesis, color)
    assert catalogue.projects() == (thesis._replace(color=color),)


def test_a_colour_that_is_none_is_refused(catalogue: Catalogue, thesis: Project, refusal: Unchanged) -> None:
    assert refusal(lambda: catalogue.recolour(thesis, "mauve")) == "There is no such colour"


@pytest.mark.parametrize("minutes", [HOURS, 90, 168 * HOURS, None])
def test_a_target_is_kept(catalogue: Catalogue, thesis: Project, minutes: int | None) -> None:
    catalogue.set_target(thesis, 600)
    catalogue.set_target(thesis, minutes)
    assert catalogue.projects() == (thesis._replace(weekly_target=minutes),)


@pytest.mark.parametrize("minutes", [-60, 0, 59, 168 * HOURS + 1])
def test_a_target_out_of_range_is_refused(
    catalogue: Catalogue, thesis: Project, refusal: Unchanged, minutes: int
) -> None:
    assert refusal(lambda: catalogue.set_target(thesis, minutes)) == "Weekly target must be 1 to 168 hours"


def test_a_running_session_sees_what_became_of_its_project(
    catalogue: Catalogue, controller: SessionController, thesis: Project
) -> None:
    controller.start(Start(25, thesis.id))
    catalogue.set_target(thesis, 600)
    assert active(controller).project == thesis._replace(weekly_target=600)


def test_a_change_is_announced(catalogue: Catalogue, controller: SessionController, deep: Tag) -> None:
    heard: list[Changes] = []
    controller.changed.connect(heard.append)
    catalogue.rename(deep, "focus")
    assert heard == [Changes.RUNNING | Changes.RECORD | Changes.CATALOGUE]


# The archive


def test_an_archived_project_is_offered_nowhere(
    catalogue: Catalogue, overview: Overview, store: Store, thesis: Project
) -> None:
    operations.stop(store, moment(5), operations.start(store, moment(0), Start(25, thesis.id)).id)
    catalogue.set_archived(thesis, True)
    archived = (thesis._replace(archived=True),)
    assert (overview.projects(), overview.combinations(), catalogue.all_projects()) == ((), (), archived)


def test_its_sessions_keep_an_archived_project(catalogue: Catalogue, running: object, thesis: Project) -> None:
    catalogue.set_archived(thesis, True)
    assert catalogue.use_of(thesis) == Use(1, 1)


def test_a_start_by_name_brings_it_back(catalogue: Catalogue, controller: SessionController, thesis: Project) -> None:
    catalogue.set_archived(thesis, True)
    controller.start_entry(QuickEntry("", "thesis"), Fields())
    assert (active(controller).project, catalogue.projects()) == (thesis, (thesis,))


def test_a_preview_knows_that_it_comes_back(catalogue: Catalogue, overview: Overview, thesis: Project) -> None:
    catalogue.set_archived(thesis, True)
    preview = overview.preview("@thesis", Fields())
    assert (preview.new_project, preview.project) == (None, thesis._replace(archived=True))


# Merge


def test_a_merged_project_s_sessions_are_the_other_one_s(
    catalogue: Catalogue, thesis: Project, ended: object, data_file: Path
) -> None:
    papers = catalogue.add_project("Papers")
    catalogue.set_target(papers, 300)
    catalogue.set_quiet(thesis, True)
    catalogue.merge(thesis, papers)
    assert sessions(data_file) == [("Papers", "deep", 20)]
    assert catalogue.all_projects() == (papers._replace(weekly_target=300),)
    assert catalogue.use_of(papers) == Use(1, 1)


def test_a_merged_tag_stands_nowhere_twice(
    catalogue: Catalogue, controller: SessionController, deep: Tag, ended: object, store: Store, data_file: Path
) -> None:
    writing = catalogue.add_tag("writing")
    controller.review(1, Review(tag_ids=(deep.id, writing.id)))
    operations.stop(store, moment(40), operations.start(store, moment(30), Start(25, tag_ids=(deep.id,))).id)
    catalogue.merge(deep, writing)
    assert sessions(data_file) == [("Thesis", "writing", 20), (None, "writing", 10)]
    assert (catalogue.tags(), catalogue.use_of(writing)) == ((writing,), Use(2, 1))


def test_nothing_is_merged_with_itself(catalogue: Catalogue, thesis: Project, refusal: Unchanged) -> None:
    assert refusal(lambda: catalogue.merge(thesis, thesis)) == "Choose another one to merge into"


# Delete


def test_the_sessions_of_a_deleted_project_keep_their_time(
    catalogue: Catalogue, thesis: Project, ended: object, data_file: Path
) -> None:
    catalogue.delete(thesis)
    assert sessions(data_file) == [(None, "deep", 20)]
    assert rows(data_file, "SELECT title, project_id FROM planning") == [("Chapter", None)]
    assert catalogue.all_projects() == ()


def test_the_sessions_of_a_deleted_tag_keep_the_rest(
    catalogue: Catalogue, deep: Tag, ended: object, data_file: Path
) -> None:
    catalogue.delete(deep)
    assert sessions(data_file) == [("Thesis", None, 20)]
    assert rows(data_file, "SELECT * FROM planning_tag") == []
    assert catalogue.tags() == ()


def test_a_running_session_loses_a_deleted_project(
    catalogue: Catalogue, controller: SessionController, thesis: Project
) -> None:
    controller.start(Start(25, thesis.id))
    catalogue.delete(thesis)
    assert active(controller).project is None


GONE_PROJECT, GONE_TAG = Project(7, "Gone", "sky"), Tag(7, "gone")


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (lambda c, _k: c.rename(GONE_PROJECT, "New"), "Project 7 not found"),
        (lambda c, _k: c.recolour(GONE_PROJECT, "sky"), "Project 7 not found"),
        (lambda c, _k: c.set_archived(GONE_PROJECT, True), "Project 7 not found"),
        (lambda c, _k: c.set_target(GONE_PROJECT, 60), "Project 7 not found"),
        (lambda c, _k: c.set_quiet(GONE_PROJECT, True), "Project 7 not found"),
        (lambda c, _k: c.delete(GONE_PROJECT), "Project 7 not found"),
        (lambda c, k: c.merge(GONE_PROJECT, k), "Project 7 not found"),
        (lambda c, k: c.merge(k, GONE_PROJECT), "Project 7 not found"),
        (lambda c, _k: c.rename(GONE_TAG, "new"), "Tag 7 not found"),
        (lambda c, _k: c.set_quiet(GONE_TAG, True), "Tag 7 not found"),
        (lambda c, _k: c.delete(GONE_TAG), "Tag 7 not found"),
    ],
)
def test_what_is_gone_is_named(
    catalogue: Catalogue,
    thesis: Project,
    refusal: Unchanged,
    deed: Callable[[Catalogue, Named], object],
    sentence: str,
) -> None:
    assert refusal(lambda: deed(catalogue, thesis)) == sentence


# The week


def test_this_week_has_what_was_worked_in_it(
    catalogue: Catalogue, controller: SessionController, overview: Overview, thesis: Project, waker: Waker
) -> None:
    controller.start(Start(25, thesis.id))
    waker.run(20 * MINUTE)
    controller.stop(1)
    controller.start(Start(25, thesis.id))
    waker.run(5 * MINUTE)
    assert overview.this_week().ended == {thesis.id: 20 * MINUTE}


def test_last_week_s_sessions_are_not_this_week_s(
    controller: SessionController, overview: Overview, thesis: Project, clock: FakeClock
) -> None:
    controller.start(Start(25, thesis.id))
    clock.advance(20 * MINUTE)
    controller.stop(1)
    clock.advance(timedelta(days=7))
    assert overview.this_week().ended == {}
