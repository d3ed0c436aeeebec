"""Draft config/waves/<NAME>.yaml from delivered files: make wave NAME=2021 FROM=file.sav"""

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import yaml

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.run.job import whole
from tsunagari.waves.draft.draft import draft
from tsunagari.waves.draft.findings import Findings, findings
from tsunagari.waves.draft.known import described
from tsunagari.waves.draft.sources import read_sources
from tsunagari.waves.draft.undecided import undecided_problems

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
EPILOG = """\
make wave NAME=2021 FROM="a.csv b.csv" [READ="sheet=Data header_row=2"] [FORCE=1]

Nothing is decided for you. Each proposal in the draft has its evidence in a comment and a mark,
!DECIDE or !DECIDE_EITHER; while one is left the wave does not run, and a run names those left.
The files are read where they are and neither changed nor copied."""


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", help="the wave's name, e.g. 2021")
    parser.add_argument("files", nargs="+", type=Path, help="its files as delivered")
    about = "how the files are to be read, a key of `files:`, e.g. encoding=cp932 (repeatable)"
    parser.add_argument("--read", action="append", default=[], metavar="KEY=VALUE", help=about)
    parser.add_argument("--config", type=Path, default=Path("config"), help="folder of config.yaml")
    about = "write although the wave is described already; that file is kept aside"
    parser.add_argument("--force", action="store_true", help=about)
    return parser.parse_args(arguments)


def check(target: Path, options: argparse.Namespace) -> None:
    """Raises ProblemsFound for what the command line has wrong, all of it at once."""
    problems = []
    if not re.fullmatch(r"\w[\w-]*", options.name):
        remedy = "Use letters, digits, - and _, e.g. NAME=2021."
        problems.append(Problem("NAME", "", options.name, "cannot be the name of a wave", remedy))
    elif target.exists() and not options.force:
        remedy = "Choose another NAME, or say FORCE=1: the file is then kept aside."
        problems.append(Problem(str(target), "", "", "the wave is described already", remedy))
    names = [path.name for path in options.files]
    for twice in sorted({each for each in names if names.count(each) > 1}):
        problems.append(Problem("FROM", "", twice, "two files of one name", "Rename one."))
    for text in [text for text in options.read if "=" not in text]:
        problems.append(Problem("READ", "", text, "not KEY=VALUE", "Write e.g. sheet=Data."))
    if problems:
        raise ProblemsFound(problems)


def set_aside(target: Path) -> Path:
    """Rename the wave's file to a name that is free and not that of a wave."""
    number = 1
    while (aside := target.with_name(f"{target.name}.{number}")).exists():
        number += 1
    return target.rename(aside)


def summary(target: Path, found: Findings, marks: int, done: list[str]) -> str:
    others = ", ".join(f'"{name}"' for name in sorted(done))
    return (
        f"{target}: {len(found.entries)} of {len(found.wanted)} variables are proposed from "
        f"{len(found.columns):,} columns and {found.total:,} rows; {marks} marks to decide.\n"
        f"Next: put the files into data/raw/{found.name}/, go through the marks, then run make.\n"
        f"Until then the other waves run with `waves: [{others}]` in config.yaml."
    )


def main(arguments: list[str]) -> None:
    options = parse(arguments)
    target = options.config / "waves" / f"{options.name}.yaml"
    check(target, options)
    texts, codebook, waves = described(options.config, SCHEMAS, options.name)
    told = {key: yaml.safe_load(value) for key, value in (t.split("=", 1) for t in options.read)}
    sources, files = read_sources(options.files, told)
    found = findings(options.name, sources, files, codebook, texts, waves)
    text = draft(found)
    if target.exists():
        print(f"kept aside: {set_aside(target)}")
    with whole(target) as partial:
        partial.write_text(text, encoding="utf-8")
    marks = len(undecided_problems(options.config, [options.name]))
    done = [name for name in waves if not undecided_problems(options.config, [name])]
    print(summary(target, found, marks, done))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        raise SystemExit(1) from None
