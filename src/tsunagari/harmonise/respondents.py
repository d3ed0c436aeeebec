"""From a wave's delivered rows to harmonised respondents, with a ledger of every row.

Nothing is guessed: an unknown code, a missing column, an answer to a question that was
not put, two different answers of one respondent each stop the run, all of them at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Complaints, Problem
from tsunagari.harmonise.before import Before
from tsunagari.harmonise.exclusions import check_codes, check_left_out, rules_that_count
from tsunagari.harmonise.file_plan import FilePlan
from tsunagari.harmonise.file_rows import FileRows

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile, Seen


def columns_read(codebook: Codebook, wave: Mapping, file: Mapping) -> list[str]:
    """The raw columns of one file that harmonising looks at, and no others."""
    return FilePlan(codebook, wave, file).raw_columns


class Harmonising:
    """A wave whose files come one after the other, each in batches of rows.

    seen    file path -> what is kept of a file beside its rows
    counts  (status, reason) -> rows of the ledger
    """

    def __init__(self, codebook: Codebook, wave_name: str, wave: Mapping) -> None:
        self._codebook, self._name, self._wave = codebook, wave_name, wave
        self._plans = [FilePlan(codebook, wave, file, wave_name) for file in wave["files"]]
        self._files = {plan.file["path"]: FileRows(plan) for plan in self._plans}
        self._ids, self._left_out = Before(), rules_that_count(wave)
        self.seen: Mapping[str, Seen] = {path: rows.seen for path, rows in self._files.items()}
        self.counts: Counter = Counter()

    @property
    def columns(self) -> list[str]:
        """The harmonised columns that any file gives, without those that are derived."""
        return list(dict.fromkeys(name for plan in self._plans for name in plan.columns))

    def batches(
        self, path: str, delivered: Iterable[DeliveredFile]
    ) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        """Respondents, not yet derived, and ledger of each batch of a file's rows.

        Once a row is wrong none are given, and the rest is only looked at.
        """
        rows = self._files[path]
        for part in delivered:
            found = rows.batch(part, self._ids)
            if found is None:
                continue
            people, ledger = found
            self._count(ledger)
            if not rows.wrong:
                people.insert(1, "wave", self._name)
                yield people, ledger

    def _count(self, ledger: pd.DataFrame) -> None:
        self.counts.update(ledger.groupby(["status", "reason"], observed=True).size().to_dict())
        for name, rows in self._left_out.items():
            rows.add(ledger[ledger["reason"] == name])

    def raise_problems(self, problems: Sequence[Problem] = ()) -> None:
        """Raises ProblemsFound with everything that is wrong in all files, once all have come.

        problems  found before, such as labels of the file
        """
        of_wave = Complaints(f"config/waves/{self._name}.yaml")
        of_wave.problems.extend(problems)
        check_codes(self._wave, self.seen.values(), of_wave)
        for rows in self._files.values():
            rows.tell(of_wave)
        of_wave.raise_any()
        for rows in self._files.values():
            rows.tell_again(of_wave)
        of_wave.raise_any()
        check_left_out(self._wave, self._left_out, of_wave)
        of_wave.raise_any()


def harmonise(
    codebook: Codebook,
    wave_name: str,
    wave: Mapping,
    raw: Mapping[str, DeliveredFile],
    problems: Sequence[Problem] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Harmonised respondents, and the ledger: file, row, respondent, status, reason.

    raw       file path -> the delivered file, with the columns that `columns_read` names
    problems  found before, such as labels of the file; raised with those found here
    Raises ProblemsFound with everything that is wrong in all files.
    """
    wave_rows = Harmonising(codebook, wave_name, wave)
    paths = [file["path"] for file in wave["files"]]
    parts = [part for path in paths for part in wave_rows.batches(path, [raw[path]])]
    wave_rows.raise_problems(problems)
    people, ledgers = (pd.concat(each, ignore_index=True) for each in zip(*parts, strict=True))
    return derive(codebook, people), ledgers
