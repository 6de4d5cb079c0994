"""A screen saver on the session bus: locks and unlocks, and says for how long nobody touched a key."""

from tests.system.signs_bus import Handler, StandIn


class Saver(StandIn):
    """There as soon as it is made; its name is its interface too."""

    def __init__(self, address: str, name: str, *, idle_s: int | None = None) -> None:
        """`idle_s` None: it does not tell of keys."""
        self.is_active, self.idle_s = False, idle_s
        self._path = "/" + name.replace(".", "/")
        handlers: dict[str, Handler] = {f"{name}.GetActive": lambda *_: ("b", (self.is_active,))}
        if idle_s is not None:
            handlers[f"{name}.GetSessionIdleTime"] = lambda *_: ("u", (self.idle_s,))
        super().__init__(address, name, handlers)

    def activate(self, is_active: bool) -> None:
        self.is_active = is_active
        self.emit(self._path, f"{self.name}.ActiveChanged", "b", is_active)
