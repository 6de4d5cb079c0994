"""What tells of sleep, lock and idle on the system this runs on."""

import sys
from collections.abc import Callable
from datetime import datetime

from app.system.signs.idle import IdleSigns
from app.system.signs.lock import LockSigns
from app.system.signs.sleep import SleepSigns


def sleep_signs() -> SleepSigns:
    if sys.platform == "win32":
        from app.system.signs.windows import WindowsSleep

        return WindowsSleep()
    if sys.platform == "darwin":
        from app.system.signs.macos import MacSleep

        return MacSleep()
    from PySide6.QtDBus import QDBusConnection

    from app.system.signs.logind import LogindSleep

    return LogindSleep(QDBusConnection.systemBus())


def lock_signs() -> LockSigns:
    if sys.platform == "win32":
        from app.system.signs.windows import WindowsLock

        return WindowsLock()
    if sys.platform == "darwin":
        from app.system.signs.macos import MacLock

        return MacLock()
    from PySide6.QtDBus import QDBusConnection

    from app.system.signs.any_lock import AnyLock
    from app.system.signs.logind_session import LogindLock
    from app.system.signs.screensaver import SAVERS, SaverLock

    session = QDBusConnection.sessionBus()
    return AnyLock([LogindLock(QDBusConnection.systemBus()), *(SaverLock(session, saver) for saver in SAVERS)])


def idle_signs(now: Callable[[], datetime]) -> IdleSigns:
    """`now` gives aware instants."""
    if sys.platform == "win32":
        from app.system.signs.windows import WindowsIdle

        return WindowsIdle()
    if sys.platform == "darwin":
        from app.system.signs.macos import MacIdle

        return MacIdle()
    from PySide6.QtDBus import QDBusConnection

    from app.system.bus import session_address
    from app.system.signs.first_clock import FirstClock
    from app.system.signs.logind_session import LogindIdleHint
    from app.system.signs.mutter import MutterIdle
    from app.system.signs.screensaver import SaverIdle
    from app.system.signs.wayland import WaylandIdle
    from app.system.signs.x11 import X11Idle

    session = QDBusConnection.sessionBus()
    clocks = [MutterIdle(session, session_address()), WaylandIdle(), SaverIdle(session), X11Idle()]
    return FirstClock(clocks, [LogindIdleHint(QDBusConnection.systemBus(), now)])
