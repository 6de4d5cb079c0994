"""A few rounds of what `make faults` does many hundred times."""

import os
import subprocess
import sys

import pytest

from tests.fakes import ROOT


@pytest.mark.skipif(os.name != "posix", reason="a process is forked and killed as POSIX has it")
def test_whatever_happens_to_file_and_disk_nothing_acknowledged_is_lost_and_the_program_can_be_used() -> None:
    command = [sys.executable, "-m", "tests.faults", "--rounds", "2", "--damaged", "4", "--seed", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=200)
    assert (done.returncode, done.stderr) == (0, "")
