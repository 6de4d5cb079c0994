from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.core import periods, summary
from app.core.model import Project, Session
from app.core.periods import Span, containing
from app.core.report import ProjectLine, Report, Tally
from app.core.summary import Doings

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
THESIS = Project(1, "Thesis | final", "lagoon")
PERIOD = containing(Span.WEEK, date(2026, 3, 10), 1)


def report(*projects: ProjectLine) -> Report:
    whole = Tally(worked=3 * HOUR, sessions=4, planned=2 * HOUR)
    total = whole if projects else Tally()
    return Report(
        PERIOD, periods.before(PERIOD), total, HOUR, (), projects, (), (), (), (), (), (), 0, date(2026, 3, 10)
    )


def session(day: int, title: str | None, project: Project | None, tasks: str = "", notes: str = "") -> Session:
    start = datetime(2026, 3, day, 9, tzinfo=UTC)
    return Session(
        id=day,
        uid=str(day),
        start=start,
        start_offset=HOUR,
        zone="Europe/Berlin",
        end=start + HOUR,
        end_offset=HOUR,
        project=project,
        title=title,
        tasks_done=tasks,
        notes=notes,
        worked=50 * MINUTE,
    )


def text(report: Report, *sessions: Session, left_out: int = 0) -> str:
    return summary.markdown(report, "9 to 15 March 2026", Doings(sessions, left_out), time(4), lambda d: f"{d:%d.%m.}")


LINES = (
    ProjectLine(THESIS, Tally(worked=2 * HOUR, sessions=3), timedelta(), None),
    ProjectLine(None, Tally(worked=HOUR, sessions=1), timedelta(), None),
)


def test_time_by_project_then_what_was_done() -> None:
    sessions = (
        session(9, "Write the report", THESIS, "Chapter *two*\n\nFigures", "[09:12] ask Kim"),
        session(10, None, None, notes="Cleaned <up>"),
        session(11, "Write the report", THESIS),
    )
    assert text(report(*LINES), *sessions) == (
        "# 9 to 15 March 2026\n\n"
        "Worked 3 h in 4 sessions, planned 2 h.\n\n"
        "| Project | Worked | Sessions |\n"
        "| :-- | --: | --: |\n"
        "| Thesis \\| final | 2 h | 3 |\n"
        "| No project | 1 h | 1 |\n"
        "| **Total** | **3 h** | **4** |\n\n"
        "## Thesis \\| final\n\n"
        "- **Write the report**, 1 h 40 min (09.03., 11.03.)\n"
        "  - Chapter \\*two\\*\n"
        "  - Figures\n"
        "  - [09:12] ask Kim\n\n"
        "## No project\n\n"
        "- 50 min (10.03.)\n"
        "  - Cleaned \\<up>\n"
    )


def test_a_period_without_sessions_says_so_in_one_line() -> None:
    assert text(report()) == "# 9 to 15 March 2026\n\nWorked 0 min in 0 sessions.\n"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 more session is not listed."), (12, "12 more sessions are not listed.")]
)
def test_what_is_left_out_is_counted(count: int, words: str) -> None:
    assert text(report(*LINES), left_out=count).endswith(f"\n\n{words}\n")


def test_names_with_underscores_stay_as_they_are() -> None:
    assert summary.plain("snake_case _so_ `x` \\ a|b") == "snake_case \\_so\\_ \\`x\\` \\\\ a\\|b"


@pytest.mark.parametrize(
    "written",
    [
        "[09:12] ask Kim [later]",
        "snake_case and 2_000",
        "~5 min at https://host/~kim",
        "R&D & more",
        "C# and #12",
        "-5 degrees",
        "3.5 h, 2) two",
        "a > b",
    ],
)
def test_what_does_nothing_stays_readable(written: str) -> None:
    assert summary.plain(written) == written


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[x](url) ![x](url) [x][y]", "[x\\](url) ![x\\](url) [x\\][y]"),
        ("[1]: http://x", "[1\\]: http://x"),
        ("~~x~~ ~y~", "\\~~x\\~\\~ ~y\\~"),
        ("&lt; &#60;", "\\&lt; \\&#60;"),
        ("__b__ a__b", "\\_\\_b\\_\\_ a\\_\\_b"),
        ("# head", "\\# head"),
        ("C #", "C \\#"),
        ("1. one", "1\\. one"),
        ("2) two", "2\\) two"),
        ("> q", "\\> q"),
        ("+ x", "\\+ x"),
        ("- x", "\\- x"),
        ("---", "\\---"),
        ("~~~ x", "\\~\\~\\~ x"),
        ("[ ] buy", "\\[ ] buy"),
    ],
)
def test_what_would_act_is_taken_as_it_is(written: str, shown: str) -> None:
    assert summary.plain(written) == shown
