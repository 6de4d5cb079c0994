"""How often a process wakes: the voluntary context switches of all its threads (proc(5), status)."""

import re
from pathlib import Path


def switches(process: int) -> int:
    """Since each thread began."""
    return sum(_switches(thread) for thread in Path(f"/proc/{process}/task").iterdir())


def _switches(thread: Path) -> int:
    (count,) = re.findall(r"^voluntary_ctxt_switches:\s+(\d+)", (thread / "status").read_text("ascii"), re.MULTILINE)
    return int(count)
