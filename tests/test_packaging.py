"""What an installed program needs is in the wheel."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_package_is_named() -> None:
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "app").rglob("*.py")}
    assert found <= set(SETUPTOOLS["packages"])


def test_every_resource_is_carried_along() -> None:
    missing = []
    for path in (ROOT / "resources").rglob("*"):
        package = ".".join(("app", *path.parent.relative_to(ROOT).parts))
        patterns = SETUPTOOLS["package-data"].get(package, [])
        if path.is_file() and not (package in SETUPTOOLS["packages"] and any(path.match(p) for p in patterns)):
            missing.append(path.relative_to(ROOT))
    assert missing == []
