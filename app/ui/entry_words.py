"""What a line that is typed would make anew, in a sentence each."""

from app.control.overview import Preview
from app.core import text

_LETTERS = 60


def news(preview: Preview) -> list[str]:
    """`New project: Thesis.`; nothing where all names are known."""
    found = []
    if preview.project is not None and preview.project.archived:
        found.append(f"{text.shown(preview.project.name, _LETTERS)} comes back from the archive.")
    if preview.new_project:
        found.append(f"New project: {text.shown(preview.new_project, _LETTERS)}.")
    if preview.new_tags:
        names = ", ".join(text.shown(tag, _LETTERS) for tag in preview.new_tags)
        found.append(f"New {'tag' if len(preview.new_tags) == 1 else 'tags'}: {names}.")
    return found
