"""A report's account in Markdown, for a stand-up or an invoice: time by project, what was done, notes."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from itertools import groupby
from typing import NamedTuple

from app.core import days
from app.core.model import Session
from app.core.report import Report, Tally
from app.core.timing import ZERO
from app.core.wording import length

NO_PROJECT = "No project"
_WITHIN = r"[\\`*<|]|&(?=#?\w+;)|[_~](?![^\W_])|(?<![^\W_])_|(?<=[^\W_])~|\](?=[(\[:])|(?<!\S)#(?=#*$)"
"""Of brackets those alone that would make a link, so that `[09:12]` stays as it is, as `snake_case` and `~5` do."""
_AT_START = r"^(?:#(?=#* )|>|[+-](?=[ -]|$)|\[(?=[ xX]\](?: |$)))"
_MARKUP = re.compile(f"{_WITHIN}|{_AT_START}")
_NUMBER = re.compile(r"^(\d+)([.)])(?= |$)")
"""The beginning of a list, if it stands at that of a text."""


class Doings(NamedTuple):
    """Sessions of the period that say what was done, oldest first; `left_out` is how many more there are."""

    sessions: tuple[Session, ...]
    left_out: int


def markdown(report: Report, heading: str, doings: Doings, day_start: time, say_day: Callable[[date], str]) -> str:
    """`heading` names the period. Text from people is not read as markup."""
    lines = [f"# {heading}", "", f"{_worked(report.total)}.", ""]
    if report.projects:
        lines += _table(report)
    for line in report.projects:
        of_it = [s for s in doings.sessions if (s.project and s.project.id) == (line.project and line.project.id)]
        if of_it:
            name = plain(line.project.name) if line.project else NO_PROJECT
            lines += [f"## {name}", "", *_done(of_it, day_start, say_day), ""]
    if doings.left_out:
        more = "1 more session is" if doings.left_out == 1 else f"{doings.left_out} more sessions are"
        lines += [f"{more} not listed.", ""]
    return "\n".join(lines).rstrip() + "\n"


def plain(text: str) -> str:
    """The text so that Markdown shows it as it is, in one line; an address that stands in it can be clicked."""
    line = _MARKUP.sub(lambda found: "\\" + found[0], " ".join(text.split()))
    return _NUMBER.sub(r"\1\\\2", line)


def _worked(total: Tally) -> str:
    words = f"Worked {length(total.worked)} in {_count(total.sessions)}"
    return f"{words}, planned {length(total.planned)}" if total.planned > ZERO else words


def _table(report: Report) -> Iterator[str]:
    yield "| Project | Worked | Sessions |"
    yield "| :-- | --: | --: |"
    for line in report.projects:
        name = plain(line.project.name) if line.project else NO_PROJECT
        yield f"| {name} | {length(line.tally.worked)} | {line.tally.sessions} |"
    yield f"| **Total** | **{length(report.total.worked)}** | **{report.total.sessions}** |"
    yield ""


def _done(sessions: list[Session], day_start: time, say_day: Callable[[date], str]) -> Iterator[str]:
    """Sessions of one title stand together, where the first of them would."""
    titles: dict[str, int] = {}
    for session in sessions:
        titles.setdefault(session.title or "", len(titles))
    for title, group in groupby(sorted(sessions, key=lambda s: titles[s.title or ""]), key=lambda s: s.title):
        of_title = list(group)
        on = dict.fromkeys(say_day(days.day_of_session(session, day_start)) for session in of_title)
        worked = sum((session.worked or ZERO for session in of_title), timedelta())
        words = f"**{plain(title)}**, " if title else ""
        yield f"- {words}{length(worked)} ({', '.join(on)})"
        yield from (f"  - {plain(line)}" for line in _lines(of_title))


def _lines(sessions: Iterable[Session]) -> Iterator[str]:
    for session in sessions:
        for text in (session.tasks_done, session.notes):
            yield from (line for line in text.splitlines() if line.strip())


def _count(sessions: int) -> str:
    return f"{sessions} session{'' if sessions == 1 else 's'}"
