"""What the window of projects and tags says: what an act would do, and what it did."""

from PySide6.QtCore import QLocale

from app.core import text
from app.core.model import Named, Project, Use

_LETTERS = 40


def name(named: Named) -> str:
    return text.shown(named.name, _LETTERS)


def kind(named: Named) -> str:
    return "project" if isinstance(named, Project) else "tag"


def delete_would(named: Named, use: Use) -> str:
    """`1,284 sessions keep their time and lose the project.`"""
    if not any(use):
        return f"No session has this {kind(named)}."
    keep, lose = ("keeps its", "loses") if sum(use) == 1 else ("keep their", "lose")
    return f"{_counted(use)} {keep} time and {lose} the {kind(named)}."


def merge_would(named: Named, into: Named | None, use: Use) -> str:
    if into is None:
        return f"All that has this {kind(named)} gets the other one; this one goes."
    if not any(use):
        return f"No session has this {kind(named)}. It goes, {name(into)} stays."
    verb = "goes" if sum(use) == 1 else "go"
    return f"{_counted(use)} {verb} to {name(into)}, which keeps its own settings. {name(named)} goes."


def merged(named: Named, into: Named, use: Use) -> tuple[str, str]:
    moved = f"{_counted(use)} went to it." if any(use) else ""
    return f"Merged {name(named)} into {name(into)}.", moved


def deleted(named: Named, use: Use) -> tuple[str, str]:
    kept = f"{_counted(use)} kept {'its' if sum(use) == 1 else 'their'} time." if any(use) else ""
    return f"Deleted {name(named)}.", kept


def _counted(use: Use) -> str:
    """`1,284 sessions and 3 plan items`; what is none is left out."""
    return " and ".join(
        f"{QLocale().toString(count)} {one if count == 1 else one + 's'}"
        for count, one in zip(use, ("session", "plan item"), strict=True)
        if count
    )
