"""Projects and tags in the file: what is counted, handed over and summed is found by index."""

from collections.abc import Callable

import pytest

from app.core.model import Project, Tag
from app.store.store import Store
from tests.fakes import NOON, at

THESIS, DEEP = Project(1, "Thesis", "lagoon"), Tag(1, "deep")


@pytest.fixture
def statements(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[object, ...]]]:
    """Every statement that is run from now on, with its values."""
    found: list[tuple[str, tuple[object, ...]]] = []
    database = store._database.peewee
    run: Callable[..., object] = database.execute_sql

    def noted(sql: str, params: tuple[object, ...] | None = None) -> object:
        found.append((sql, tuple(params or ())))
        return run(sql, params)

    monkeypatch.setattr(database, "execute_sql", noted)
    return found


READ_BY_INDEX: dict[str, Callable[[Store], object]] = {
    "count of a project": lambda store: store.catalogue.use_of(THESIS),
    "count of a tag": lambda store: store.catalogue.use_of(DEEP),
    "merge of projects": lambda store: store.catalogue.merge_projects(1, 2),
    "merge of tags": lambda store: store.catalogue.merge_tags(1, 2),
    "delete of a project": lambda store: store.catalogue.delete_project(1),
    "delete of a tag": lambda store: store.catalogue.delete_tag(1),
    "the week": lambda store: store.bare.between(NOON, at(60)),
}


@pytest.mark.parametrize("what", READ_BY_INDEX)
def test_no_table_is_read_from_end_to_end(
    store: Store, statements: list[tuple[str, tuple[object, ...]]], what: str
) -> None:
    with store.write():
        store.catalogue.project_id("Thesis")
        store.catalogue.project_id("Papers")
        store.catalogue.tag_ids(("deep", "writing"))
        statements.clear()
        READ_BY_INDEX[what](store)
    noted = list(statements)
    database = store._database.peewee
    plans = [row for sql, values in noted for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert plans
    assert [detail for *_, detail in plans if detail.startswith("SCAN") and "json_each" not in detail] == []


def test_the_week_is_found_by_its_start_whatever_else_there_is(
    store: Store, statements: list[tuple[str, tuple[object, ...]]]
) -> None:
    store.bare.between(NOON, at(60))
    (sql, values), _gaps = statements
    plan = store._database.peewee.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    assert "cache_session_start" in plan[0][-1]
