"""Which waves asked a question, from their files in config/waves/ alone."""

import re
from collections.abc import Iterable, Mapping

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.waves.comparability import items_asked, sources

CROSS, PARTS = re.compile(r"[:*]"), re.compile(r"\[.*\]|\s")


def asks(codebook: Codebook, wave: Mapping, name: str, item: str = "") -> bool:
    """Whether any file of the wave has a variable, or all that a derived one is made of.

    item  of a repeated variable, whether the wave asked about this item
    """
    if item and codebook[name].items and item not in items_asked(codebook, wave, name):
        return False
    return all(
        any(_has(wave, file, source) for file in wave["files"])
        for source in sources(codebook, name)
    )


def _has(wave: Mapping, file: Mapping, name: str) -> bool:
    """Whether one file gives an asked variable, by columns or as a constant."""
    if name in file.get("not_asked", ()):
        return False
    return name in wave["columns"] or name in file.get("constants", {})


def check_asked(
    checker: Checker, path: KeyPath, survey: Survey, names: Iterable[str], terms: Iterable[str]
) -> None:
    """A problem for each variable (or `variable.item`) of the terms that a wave did not ask.

    names  the waves that all of it is needed of
    terms  as of models, e.g. `sex`, `media_use.line[users]`, `sex:age_band`; what is no
           variable of the codebook is passed over
    """
    codebook, waves = survey.codebook, survey.waves
    columns = [PARTS.sub("", part) for term in terms for part in CROSS.split(term)]
    for column in dict.fromkeys(columns):
        name, _, item = column.partition(".")
        if name not in codebook.variables:
            continue
        having = [wave for wave in waves if asks(codebook, waves[wave], name, item)]
        remedy = f"Name only waves that did ({', '.join(having) or 'none did'}), or leave it out."
        for wave in [wave for wave in names if wave in waves and wave not in having]:
            message = f"wave {wave}, which `waves` names, did not ask it"
            checker.add(path, column, message, remedy)
