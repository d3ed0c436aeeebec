"""Where a wave's raw files are: as delivered in data/raw/, or made for a synthetic wave."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tsunagari.config.problems import Problem


def paths_of(files: Sequence[Mapping]) -> list[str]:
    """All files that a wave's `files:` name, within its folder: joined ones, catalogs too."""
    found = []
    for file in files:
        found.append(file["path"])
        if "catalog" in file:
            found.append(file["catalog"])
        found.extend(paths_of(file.get("joined", ())))
    return found


def delivered_problems(
    waves: Mapping[str, Mapping], wanted: Sequence[str], folder: Path
) -> list[Problem]:
    """Delivered files that are missing, of the waves whose source is `delivered`.

    There is no fallback to synthetic data: that is asked for with `source: synthetic`.
    """
    problems = []
    for wave in [wave for wave in wanted if waves[wave]["source"] == "delivered"]:
        for name in paths_of(waves[wave]["files"]):
            path = folder / wave / name
            if not path.is_file():
                remedy = (
                    f"Put it there, mend `path` in config/waves/{wave}.yaml, or set "
                    "`source: synthetic` there to run on synthetic respondents."
                )
                message = "the delivered file is missing"
                problems.append(Problem(str(path), "", "", message, remedy))
    return problems
