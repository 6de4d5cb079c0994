"""What can be done to projects and tags: one transaction each, with the refusals. Nothing is changed by a refusal."""

from app.core import errors, text
from app.core.errors import MAX_TARGET, MIN_TARGET, Refused
from app.core.model import COLORS, Named, Project, Tag
from app.store.store import Store

_SHOWN = 60


def add_project(store: Store, name: str) -> Project:
    with store.write():
        name = _checked_project_name(store, name)
        return store.catalogue.project(store.catalogue.project_id(name))


def add_tag(store: Store, name: str) -> Tag:
    with store.write():
        name = _checked_tag_name(store, name)
        return store.catalogue.tag(*store.catalogue.tag_ids((name,)))


def rename(store: Store, named: Named, name: str) -> Named:
    """A change of case alone is one, too."""
    with store.write():
        now = _as_it_is(store, named)
        checked = _checked_project_name if isinstance(now, Project) else _checked_tag_name
        store.catalogue.rename(now, checked(store, name, own_id=now.id))
        return _as_it_is(store, named)


def set_quiet(store: Store, named: Named, quiet: bool) -> None:
    with store.write():
        now = _as_it_is(store, named)
        if isinstance(now, Project):
            store.catalogue.set_project_quiet(now.id, quiet)
        else:
            store.catalogue.set_tag_quiet(now.id, quiet)


def recolour(store: Store, project_id: int, color: str) -> None:
    with store.write():
        store.catalogue.check_project(project_id)
        if color not in COLORS:
            raise Refused(errors.COLOR_UNKNOWN)
        store.catalogue.recolour(project_id, color)


def set_archived(store: Store, project_id: int, archived: bool) -> None:
    with store.write():
        store.catalogue.check_project(project_id)
        store.catalogue.set_archived(project_id, archived)


def set_target(store: Store, project_id: int, minutes: int | None) -> None:
    """None takes the weekly target away."""
    with store.write():
        store.catalogue.check_project(project_id)
        if minutes is not None and not MIN_TARGET <= minutes <= MAX_TARGET:
            raise Refused(errors.TARGET_RANGE)
        store.catalogue.set_target(project_id, minutes)


def merge(store: Store, named: Named, into: Named) -> None:
    """All that the first one has is the second one's, whose own colour, target and quiet stay; the first is gone."""
    with store.write():
        gone, stays = _as_it_is(store, named), _as_it_is(store, into)
        if gone.id == stays.id:
            raise Refused(errors.MERGE_WITH_ITSELF)
        if isinstance(gone, Project):
            store.catalogue.merge_projects(gone.id, stays.id)
        else:
            store.catalogue.merge_tags(gone.id, stays.id)


def delete(store: Store, named: Named) -> None:
    """Sessions and plan items stay as they are, without it."""
    with store.write():
        now = _as_it_is(store, named)
        if isinstance(now, Project):
            store.catalogue.delete_project(now.id)
        else:
            store.catalogue.delete_tag(now.id)


def _as_it_is(store: Store, named: Named) -> Named:
    """Read anew. Raises Refused where it is gone."""
    if isinstance(named, Project):
        return store.catalogue.project(named.id)
    return store.catalogue.tag(named.id)


def _checked_project_name(store: Store, name: str, own_id: int | None = None) -> str:
    name = _filled(text.checked_name(name))
    other = store.catalogue.find_project(name)
    if other is not None and other.id != own_id:
        raise errors.name_taken("project", text.shown(other.name, _SHOWN), archived=other.archived)
    return name


def _checked_tag_name(store: Store, name: str, own_id: int | None = None) -> str:
    """As the line `Tags` can name it: there commas part the names, and a leading `#` is dropped."""
    name = _filled(text.checked_name(name).removeprefix("#").strip())
    if "," in name:
        raise Refused(errors.COMMA_IN_TAG)
    other = store.catalogue.find_tag(name)
    if other is not None and other.id != own_id:
        raise errors.name_taken("tag", text.shown(other.name, _SHOWN))
    return name


def _filled(name: str) -> str:
    if not name:
        raise Refused(errors.NAME_EMPTY)
    return name
