"""The versions that the lock names, and those that run."""

from __future__ import annotations

import platform
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def locked_versions(lock: str) -> dict[str, str]:
    """Package -> version, from the text of requirements.lock."""
    return dict(LOCKED.findall(lock))


def direct_packages(pyproject: str) -> list[str]:
    """The packages that the pipeline itself names, from the text of pyproject.toml."""
    wanted = tomllib.loads(pyproject)["project"]["dependencies"]
    return [LOCKED.match(each)[1] for each in wanted]


def python_wanted(pyproject: str) -> str:
    """Which versions of Python it runs on, as pyproject.toml says it."""
    return tomllib.loads(pyproject)["project"]["requires-python"]


def running_versions(packages: list[str]) -> dict[str, str]:
    """Python, the operating system's kind, and the packages, as they run here.

    A package that is not installed has an empty version.
    """
    found = {"python": platform.python_version(), "system": platform.system()}
    found["machine"] = platform.machine()
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
