"""How long each rule took in the last run that made its files, and how much memory."""

import platform
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

from tsunagari.run.job import Made


def times_of_rules(made: Iterable[Made], rule_of: Callable[[str], str]) -> list[dict]:
    """One row a rule: jobs, seconds and CPU seconds in all, memory of the largest job.

    rule_of  file -> name of the rule that makes it, "" where none of this workflow does
    """
    jobs: dict[str, list[Made]] = {}
    for each in made:
        name = next(filter(None, map(rule_of, each.files)), "")
        if name:
            jobs.setdefault(name, []).append(each)
    return [
        {
            "rule": name,
            "jobs": len(made_by_rule),
            "seconds": round(sum(each.seconds for each in made_by_rule), 2),
            "cpu_seconds": round(sum(each.cpu_seconds for each in made_by_rule), 2),
            "memory_mb": max(each.memory_mb for each in made_by_rule),
        }
        for name, made_by_rule in sorted(jobs.items())
    ]


def run_record(
    rules: list[dict], versions: Mapping[str, str], locked: Mapping[str, str], seeds: Mapping
) -> dict:
    """What a run took, on which software; versions that are not the lock's by themselves."""
    other = {
        name: {"locked": locked[name], "running": running}
        for name, running in versions.items()
        if name in locked and locked[name] != running
    }
    return {
        "seeds": dict(seeds),
        "seconds": round(sum(rule["seconds"] for rule in rules), 2),
        "cpu_seconds": round(sum(rule["cpu_seconds"] for rule in rules), 2),
        "memory_mb": max((rule["memory_mb"] for rule in rules), default=0.0),
        "software": dict(versions),
        "not_as_locked": other,
        "rules": rules,
    }


# ---- The versions that the lock names, and those that run --------------------------------

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
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        **{name: _version(name) for name in packages},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
