"""The layers hold: who imports whom, who reads the time, who asks for the system, how long a file is."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.fakes import ROOT

APP = ROOT / "app"
LONGEST_FILE = 300


def modules_of(package: str) -> list[str]:
    """Every module of a package by its full name; migration scripts are loaded by their path only."""
    paths = sorted((APP / package).rglob("*.py"))
    dotted = (path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths)
    return [name.removesuffix(".__init__") for name in dotted if ".migrations." not in name]


def loaded_by(*modules: str) -> set[str]:
    """What a fresh interpreter has loaded after importing them, beyond what it starts with."""
    script = (
        "import json, sys, importlib; before = set(sys.modules)\n"
        "[importlib.import_module(name) for name in sys.argv[1:]]\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))\n"
    )
    command = [sys.executable, "-c", script, *modules]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout))


def within(loaded: set[str], *packages: str) -> list[str]:
    """Those that are one of the packages or lie in one."""
    return sorted(name for name in loaded if any(f"{name}.".startswith(f"{package}.") for package in packages))


@pytest.fixture(scope="module", params=["core", "store", "control", "system"])
def layer(request: pytest.FixtureRequest) -> tuple[str, set[str]]:
    """A layer and all that importing every module of it loads."""
    return request.param, loaded_by(*modules_of(request.param))


FORBIDDEN = {
    "core": ("PySide6", "peewee", "playhouse", "plyer", "platformdirs", "app.store", "app.control", "app.system"),
    "store": ("PySide6", "plyer", "platformdirs", "app.control", "app.system"),
    "control": ("PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtNetwork", "PySide6.QtDBus", "plyer", "app.system"),
    "system": ("PySide6.QtGui", "PySide6.QtWidgets", "peewee", "app.store", "app.control"),
}


def test_a_layer_loads_nothing_that_is_not_its_business(layer: tuple[str, set[str]]) -> None:
    name, loaded = layer
    assert within(loaded, *FORBIDDEN[name], "app.ui", "app.remote", "app.desktop") == []


def test_core_is_the_standard_library_and_itself() -> None:
    loaded = loaded_by(*modules_of("core"))
    assert sorted(m for m in loaded if m.partition(".")[0] not in {*sys.stdlib_module_names, "app"}) == []
    assert within(loaded, "app") == ["app", "app.core", *within(loaded, "app.core")[1:]]


def test_the_command_loads_the_standard_library_only() -> None:
    loaded = loaded_by("app.__main__")
    assert [m for m in loaded if m.partition(".")[0] not in {*sys.stdlib_module_names, "app"}] == []
    assert within(loaded, "app") == ["app", "app.__main__"]


# Read from the sources

TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(APP.rglob("*.py"))}


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Every name that is imported, with the module before it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not used"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(*packages: str, inside: str) -> dict[str, list[str]]:
    """The files in a folder that import one of the packages."""
    found = {path: within(set(imports_of(tree)), *packages) for path, tree in TREES.items() if path.startswith(inside)}
    return {path: names for path, names in found.items() if names}


def test_widgets_see_control_and_core_only() -> None:
    others = ("app.store", "app.system", "app.desktop", "peewee", "playhouse", "sqlite3", "plyer")
    assert importers(*others, inside="app/ui/") == {}


def test_peewee_and_sqlite_are_the_stores() -> None:
    assert {
        path for path in importers("peewee", "playhouse", "sqlite3", inside="app/") if "/store/" not in path
    } == set()


def test_plyer_is_imported_in_one_place() -> None:
    assert list(importers("plyer", inside="app/")) == ["app/system/plyer_route.py"]


def test_qtgui_and_qtwidgets_are_the_surfaces() -> None:
    found = importers("PySide6.QtGui", "PySide6.QtWidgets", inside="app/")
    kinds = ("", "past_", "plan_", "report_", "exchange_")
    windows = tuple(f"app/{kind}windows" for kind in kinds)
    roots = ("app/ui/", "app/desktop", "app/startup", "app/safekeeping", "app/mending", *windows)
    assert {path for path in found if not path.startswith(roots)} == set()


def imported_for_types(tree: ast.Module) -> list[str]:
    """What stands behind `if TYPE_CHECKING`."""
    guarded = [node for node in tree.body if isinstance(node, ast.If) and dotted(node.test) == "TYPE_CHECKING"]
    return [name for node in guarded for name in imports_of(node)]


def test_no_circle_is_hidden_behind_type_checking() -> None:
    """Only what the same file imports later, when it is first needed."""
    hidden = [
        (path, name)
        for path, tree in TREES.items()
        for name in imported_for_types(tree)
        if list(imports_of(tree)).count(name) < 2
    ]
    assert hidden == []


def dotted(node: ast.AST) -> str:
    """`time.monotonic` for that expression; empty where it is none of names and dots."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def uses_of(tree: ast.AST, names: set[str]) -> set[str]:
    """Which of the dotted names stand in the source, also imported by themselves."""
    used = {dotted(node) for node in ast.walk(tree)} | set(imports_of(tree))
    return {name for name in names if any(f".{use}".endswith(f".{name}") for use in used if use)}


READS_THE_TIME = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.clock_gettime",
    "time.localtime",
    "time.gmtime",
    "QDateTime.currentDateTime",
    "QDateTime.currentDateTimeUtc",
    "QDate.currentDate",
    "QTime.currentTime",
    "QElapsedTimer",
}
MAY_READ_THE_TIME = {
    "app/core/clock.py": {"datetime.now", "time.clock_gettime"},
    # How long a second start waits for the first to answer: no instant of the record, and no clock exists yet then.
    "app/system/single_instance.py": {"time.monotonic"},
}


def test_the_time_is_read_in_one_place() -> None:
    found = {path: uses for path, tree in TREES.items() if (uses := uses_of(tree, READS_THE_TIME))}
    assert found == MAY_READ_THE_TIME


def test_the_clock_is_asked_in_control_only() -> None:
    asked = {path for path, tree in TREES.items() if any(dotted(n).endswith("clock.now") for n in ast.walk(tree))}
    assert {path for path in asked if not path.startswith("app/control/")} == set()


def test_the_system_is_asked_for_in_system_and_paths_only() -> None:
    asked = {path for path, tree in TREES.items() if uses_of(tree, {"sys.platform", "os.name", "platform.system"})}
    assert {path for path in asked if not path.startswith("app/system/") and path != "app/paths.py"} == set()


def test_no_file_is_longer_than_a_sitting() -> None:
    lines = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in TREES}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_every_file_begins_with_what_it_owns() -> None:
    assert [path for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_the_time_is_never_a_default() -> None:
    """`now` is asked for where it is needed: no function takes it or leaves it."""
    found = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                optional = node.args.args[len(node.args.args) - len(node.args.defaults) :]
                optional += [a for a, d in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if d]
                found += [f"{path}:{node.name}" for argument in optional if argument.arg == "now"]
    assert found == []


def test_a_start_reads_nothing_of_pages_that_it_does_not_show() -> None:
    loaded = loaded_by("app.desktop", "app.store.reading", "app.control.keeper")
    pages = ("app.ui.plan_page", "app.ui.history_page", "app.ui.reports_page", "app.ui.chart", "app.control.reporter")
    assert within(loaded, *pages, "app.store.reports", "app.store.sums", "app.core.report", "app.core.sums") == []
