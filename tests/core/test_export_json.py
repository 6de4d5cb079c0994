"""The record as JSON: its form, its order, and that all of it comes back."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.export_json import pieces
from app.core.incoming import (
    IncomingAlert,
    IncomingGap,
    IncomingItem,
    IncomingProject,
    IncomingRunning,
    IncomingSession,
    IncomingTag,
)
from app.core.model import Cause, Session, Verdict
from app.core.outgoing import Outgoing, OutgoingSession
from tests.core.outgoing import Read, everything, full, outgoing, read, without_lines
from tests.fakes import MINUTE, at
from tests.histories import histories

LINES = """\
{"sessile": {"format": 1},
"projects": [
{"name": "Thesis", "color": "lagoon", "archived": false, "quiet": false, "weekly_target": 600},
{"name": "Café “=1”", "color": "sky", "archived": true, "quiet": true, "weekly_target": null}
],
"tags": [
{"name": "deep", "quiet": false},
{"name": "quiet, please", "quiet": true}
],
"plan_items": [
{"uid": "item-uid", "day": "2026-03-10", "title": "Chapter; two", "project": "Thesis", "tags": ["deep"], \
"planned_duration": 25, "position": 3, "done": true, "unplanned": false}
],
"sessions": [
{"uid": "0b5c1f0e-8a51-4c4e-9a7e-0d3f6f2f7a10", "source": "toggl:7", "start_time": "2026-03-10T12:00:00.000Z", \
"start_offset": 60, "end_time": "2026-03-10T13:00:00.000Z", "end_offset": 60, "zone": "Europe/Berlin", \
"project": "Thesis", "plan_item": "item-uid", "tags": ["deep", "quiet, please"], "planned_duration": 25, \
"notification_disabled": true, "satisfaction_score": 4, "tasks_done": "the outline", \
"notes": "[13:10] x, \\"y\\"\\n\\n[13:20] z\\\\n", "worked": 3000000, \
"gaps": [{"start_time": "2026-03-10T12:05:00.000Z", \
"end_time": "2026-03-10T12:15:00.000Z", "cause": "idle", "verdict": "undecided"}], \
"alerts": [{"kind": "Time is up", "due_time": "2026-03-10T12:25:00.000Z", "done_time": "2026-03-10T12:25:00.000Z", \
"result": "shown", "way": "service", "reason": ""}]},
{"uid": "runs", "source": "", "start_time": "2026-03-10T13:30:00.000Z", "start_offset": 60, "end_time": null, \
"end_offset": null, "zone": "Europe/Berlin", "project": null, "plan_item": "", "tags": [], "planned_duration": null, \
"notification_disabled": false, "satisfaction_score": null, "tasks_done": "", "notes": "", "worked": null, \
"gaps": [{"start_time": "2026-03-10T13:35:00.000Z", "end_time": null, "cause": "pause", "verdict": "discarded"}], \
"alerts": [], "last_seen": "2026-03-10T13:39:00.000Z"}
],
"""


def written(what: Outgoing) -> bytes:
    return b"".join(pieces(what))


def test_it_is_one_record_a_line_in_a_fixed_order() -> None:
    lines = written(everything()).decode().splitlines(keepends=True)
    assert "".join(lines[:-2]) == LINES
    assert lines[-2].startswith('"check": "')
    assert lines[-1] == "}\n"


def test_it_is_one_json_object() -> None:
    document = json.loads(written(everything()))
    assert list(document) == ["sessile", "projects", "tags", "plan_items", "sessions", "check"]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert written(everything()) == written(everything())


def test_an_empty_record_is_read_as_one() -> None:
    assert read(written(outgoing())) == Read()


def test_all_of_it_comes_back() -> None:
    told = IncomingAlert(AlertRecord(AlertKind.TIME_IS_UP, at(25), Result.SHOWN, "", "service"), at(25))
    ended = IncomingSession(
        line=14,
        source="toggl:7",
        start=at(0),
        start_offset=60 * MINUTE,
        end=at(60),
        end_offset=60 * MINUTE,
        zone="Europe/Berlin",
        uid="0b5c1f0e-8a51-4c4e-9a7e-0d3f6f2f7a10",
        project="Thesis",
        tags=("deep", "quiet, please"),
        item="item-uid",
        planned=25 * MINUTE,
        muted=True,
        score=4,
        tasks_done="the outline",
        notes='[13:10] x, "y"\n\n[13:20] z\\n',
        gaps=(IncomingGap(at(5), at(15), Cause.IDLE, Verdict.UNDECIDED),),
        alerts=(told,),
    )
    runs = IncomingSession(15, "", at(90), 60 * MINUTE, at(99), 60 * MINUTE, "Europe/Berlin", uid="runs")
    pause = IncomingGap(at(95), at(99), Cause.PAUSE, Verdict.DISCARDED)
    assert read(written(everything())) == Read(
        projects=(
            IncomingProject("Thesis", "lagoon", weekly_target=600),
            IncomingProject("Café “=1”", "sky", archived=True, quiet=True),
        ),
        tags=(IncomingTag("deep"), IncomingTag("quiet, please", quiet=True)),
        items=(IncomingItem("item-uid", date(2026, 3, 10), "Chapter; two", "Thesis", ("deep",), 25, 3, done=True),),
        sessions=(ended,),
        running=(IncomingRunning(runs, pause, at(99)),),
    )


def as_it_comes_in(line: int, session: Session) -> IncomingSession:
    assert session.end is not None and session.end_offset is not None
    return IncomingSession(
        line=line,
        source="",
        start=session.start,
        start_offset=session.start_offset,
        end=session.end,
        end_offset=session.end_offset,
        zone=session.zone,
        uid=session.uid,
        project=session.project and session.project.name,
        tags=tuple(tag.name for tag in session.tags),
        planned=session.planned,
        muted=session.muted,
        score=session.score,
        tasks_done=session.tasks_done,
        notes=session.notes,
        gaps=tuple(IncomingGap(gap.start, gap.end or session.end, gap.cause, gap.verdict) for gap in session.gaps),
    )


@given(histories)
def test_any_history_comes_back(history: tuple[Session, ...]) -> None:
    sessions = tuple(as_it_comes_in(9 + n, session) for n, session in enumerate(history))
    assert read(written(outgoing(*history))) == Read(sessions=sessions)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_text_comes_back(text: str) -> None:
    incoming = read(written(outgoing(full(notes=text, tasks_done=text))))
    assert [(one.notes, one.tasks_done) for one in incoming.sessions] == [(text, text)]


@pytest.mark.parametrize("text", ["\u2028\u2029\x85\x0b\x0c\r\n", "\u202etxt", "😀", "x" * 1_000_000, '"},\n{"', "'=1"])
def test_hostile_text_comes_back(text: str) -> None:
    incoming = read(written(outgoing(full(notes=text))))
    assert (incoming.problems, [one.notes for one in incoming.sessions]) == ((), [text])


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_another_program_may_put_it_into_other_lines(indent: int | None) -> None:
    content = written(everything())
    again = json.dumps(json.loads(content), indent=indent, ensure_ascii=True, sort_keys=True).encode()
    assert without_lines(read(again)) == without_lines(read(content))


def test_lines_may_end_as_on_windows_and_begin_with_a_mark() -> None:
    content = written(everything())
    assert read(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")) == read(content)


def running(**fields: Any) -> Outgoing:
    return outgoing()._replace(sessions=(OutgoingSession(full(end=None, end_offset=None, gaps=(), **fields)),))


def test_a_session_that_was_never_seen_is_known_to_run_at_its_start() -> None:
    (found,) = read(written(running(last_seen=None))).running
    assert (found.session.end, found.last_seen, found.open_gap) == (at(0), None, None)
