"""Where a wave's raw files are: as delivered in data/raw/, or made for a synthetic wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tsunagari.problems import Problem


def delivered_problems(
    waves: Mapping[str, Mapping], wanted: Sequence[str], folder: Path
) -> list[Problem]:
    """Delivered files that are missing, of the waves whose source is `delivered`.

    There is no fallback to synthetic data: that is asked for with `source: synthetic`.
    """
    problems = []
    for wave in [wave for wave in wanted if waves[wave]["source"] == "delivered"]:
        for file in waves[wave]["files"]:
            path = folder / wave / file["path"]
            if not path.is_file():
                remedy = (
                    f"Put it there, mend `path` in config/waves/{wave}.yaml, or set "
                    "`source: synthetic` there to run on synthetic respondents."
                )
                message = "the delivered file is missing"
                problems.append(Problem(str(path), "", "", message, remedy))
    return problems
