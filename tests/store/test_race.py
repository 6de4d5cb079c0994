"""Two real programs that start a session at once on the same file."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.store.store import Store
from tests.fakes import ROOT, rows

PROGRAM = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from app import paths
from app.control import operations
from app.core.clock import LocalTime
from app.core.errors import Refused, Unavailable
from app.store.store import Store

now = datetime(2026, 3, 10, 12, tzinfo=UTC)
moment = operations.Moment(now, LocalTime("UTC", timedelta()))
store = Store(Path(sys.argv[1]), paths.migrations(), now)
print("ready", flush=True)
sys.stdin.readline()
while True:
    try:
        print("started", operations.start(store, moment, operations.Start(25)).id)
    except Unavailable:
        continue
    except Refused as refusal:
        print(refusal)
    break
"""


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_programs_that_start_at_once_exactly_one_wins(store: Store, data_file: Path, attempt: int) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(data_file)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for program in programs:
        assert program.stdout is not None and program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    said = sorted(program.communicate(timeout=20)[0] for program in programs)
    assert said == ["Another session is already active\n", "started 1\n"]
    assert rows(data_file, "SELECT id, end_time FROM session") == [(1, None)]
