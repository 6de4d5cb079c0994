"""The command `sessile`: reads its arguments and starts the desktop program. Standard library only."""

import argparse
import gc
import sys
from collections.abc import Sequence

from app import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 in order, 1 when the program could not start."""
    options = _parser().parse_args(arguments)
    gc.disable()  # nothing that a start makes is thrown away; then see system/garbage.py
    from app import startup

    return startup.run(options.data_dir, hidden=options.hidden)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sessile", description="Keeps track of the stretches of time you set aside for one thing."
    )
    parser.add_argument("--hidden", action="store_true", help="show only the tray icon (used at login)")
    parser.add_argument("--data-dir", metavar="DIR", help="keep data, settings and log in DIR")
    parser.add_argument("--version", action="version", version=f"Sessile {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
