"""What a dry run found, in words."""

from app.core import text, wording
from app.core.importing import Overlap, Plan
from app.core.incoming import Problem
from app.ui.times import OffsetAt, clock, short_day

_NAME_LENGTH = 60
_NAMES_TOLD = 4


def counts(plan: Plan) -> str:
    """`From Toggl Track: 31 would come in, 12 are here already, 2 overlap.`"""
    overlapping = plan.left_out + plan.cut
    parts = [f"{wording.sessions(plan.to_add)} would come in" if plan.to_add else "no session would come in"]
    if plan.there:
        parts.append(f"{plan.there:,} {_are(plan.there)} here already")
    if overlapping:
        parts.append(f"{overlapping:,} {'overlaps' if overlapping == 1 else 'overlap'}")
    if plan.deleted:
        parts.append(f"{plan.deleted:,} {'was' if plan.deleted == 1 else 'were'} deleted here")
    if plan.problem_count:
        parts.append(f"{plan.problem_count:,} {'line' if plan.problem_count == 1 else 'lines'} can't be read")
    return f"From {plan.kind}: {', '.join(parts)}."


def details(plan: Plan, offset_at: OffsetAt) -> str:
    """From when to when, what is worked, and what is new with it; empty where there is nothing of it."""
    lines = []
    if plan.first is not None and plan.last is not None:
        days = [(each + offset_at(each)).date() for each in (plan.first, plan.last)]
        words = [f"{short_day(day)} {day.year}" for day in days]
        when = words[0] if words[0] == words[1] else " to ".join(words)
        lines.append(f"{when}, {wording.length(plan.worked)} worked.")
    for kind, names in (("project", plan.new_projects), ("tag", plan.new_tags)):
        if names:
            lines.append(f"New {kind}{'' if len(names) == 1 else 's'}: {_named(names)}.")
    if plan.new_items:
        lines.append(f"{plan.new_items:,} new plan {'item' if plan.new_items == 1 else 'items'}.")
    return " ".join(lines)


def takes_in(plan: Plan) -> str:
    """The words of the button."""
    return f"Import {wording.sessions(plan.to_add)}" if plan.to_add else "Import"


def brings_something(plan: Plan) -> bool:
    return bool(plan.to_add or plan.new_projects or plan.new_tags or plan.new_items)


def came_in(subject: str) -> str:
    """`31 sessions came in.`, of a step on `31 sessions from Toggl Track`."""
    return f"{subject.partition(' from ')[0]} came in."


def overlap(found: Overlap) -> str:
    """`Thesis, 10 Mar 2026 09:00 to 10:00, overlaps Post, 09:30 to 11:00. Left out.`"""
    day = (found.span.start + found.start_offset).date()
    start, end = clock(found.span.start, found.start_offset), clock(found.span.until, found.end_offset)
    if found.fits is None:
        becomes = "Left out."
    else:
        fits = clock(found.fits.start, found.start_offset), clock(found.fits.until, found.end_offset)
        becomes = f"Comes in from {fits[0]} to {fits[1]}."
    name, other = text.shown(found.name, _NAME_LENGTH), text.shown(found.other, 2 * _NAME_LENGTH)
    other = other[:1].lower() + other[1:] if other.startswith("Line ") else other
    return f"{name}, {short_day(day)} {day.year} {start} to {end}, overlaps {other}. {becomes}"


def problem(found: Problem) -> str:
    sentence = text.shown(found.sentence, 500)
    return sentence if sentence.endswith(".") else f"{sentence}."


def untold(plan: Plan) -> str:
    """Of so many not all are listed."""
    rest = plan.left_out + plan.cut - len(plan.overlaps) + plan.problem_count - len(plan.problems)
    return f"{rest:,} more are not listed." if rest > 0 else ""


def _named(names: tuple[str, ...]) -> str:
    told = [text.shown(name, _NAME_LENGTH) for name in names[:_NAMES_TOLD]]
    return ", ".join(told) + (" and more" if len(names) > _NAMES_TOLD else "")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
