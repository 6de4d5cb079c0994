"""The program begins anew in its own place, with the arguments it was started with."""

import os
import sys

_SAID = "SESSILE_SAID"


def begin_anew(sentence: str) -> int:
    """Returns only where one program can't become another: the exit code then. `sentence` is told after the start."""
    os.environ[_SAID] = sentence
    is_frozen = getattr(sys, "frozen", False)
    command = [sys.executable, *(sys.argv if is_frozen else sys.orig_argv)[1:]]
    if sys.platform != "win32":
        os.execv(command[0], command)
    import subprocess

    subprocess.Popen(command)
    return 0


def said() -> str:
    """What is to be told after a start that was one anew; empty after any other."""
    return os.environ.pop(_SAID, "")
