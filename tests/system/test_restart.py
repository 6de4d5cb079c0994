"""The program begins anew with the arguments it was started with, and tells once why."""

import os
import subprocess
import sys

from tests.fakes import ROOT

PROGRAM = """
import os, sys
from app.system import restart
said = restart.said()
if said:
    print(os.getpid(), said, sys.argv[1:], repr(restart.said()))
else:
    print(os.getpid(), flush=True)
    restart.begin_anew("It was restored.")
"""


def test_it_goes_on_as_the_same_process_with_the_same_arguments() -> None:
    command = [sys.executable, "-c", PROGRAM, "--hidden", "--data-dir", "a b"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True)
    process, *rest = done.stdout.split("\n", 1)
    assert rest == [f"{process} It was restored. ['--hidden', '--data-dir', 'a b'] ''\n"]
