"""The rows of one delivered file as respondents, some at a time, and what is wrong with them."""

import pandas as pd

from tsunagari.config.in_batches import BatchComplaints
from tsunagari.config.problems import Complaints, nearest
from tsunagari.harmonise.against_codebook import blanks_outside_base, check_answers, check_numbers
from tsunagari.harmonise.before import Before, ids_hashed
from tsunagari.harmonise.cells import design_column
from tsunagari.harmonise.combine import harmonised_column, same_answer
from tsunagari.harmonise.exclusions import exclude
from tsunagari.harmonise.file_plan import FilePlan
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.harmonise.several import Partly, complain_of_partly, find_partly, settle
from tsunagari.read.delivered_file import DeliveredFile, Seen

EVERY_ROW = ("every row is excluded", "Mend the exclusions of the wave's file.")


class FileRows:
    """One file of a wave, batch by batch.

    What is wrong is told once all batches have come, as if the file had been looked at whole:
    cells first; answers against the codebook where nothing else is wrong; and where they are
    right, questions of which some columns are missing.
    """

    def __init__(self, plan: FilePlan) -> None:
        path = plan.file["path"]
        self.plan = plan
        self.seen = Seen(plan.looked_up)
        self.kept = 0
        self._lacking: dict[str, str] = {}  # raw column that is missing -> the nearest
        self._came: dict[str, Before] = {}
        self._cells, self._answers = BatchComplaints(path), BatchComplaints(path)
        self._partly: Partly = {}
        self._again = BatchComplaints(path)

    def batch(
        self, delivered: DeliveredFile, ids: Before
    ) -> tuple[pd.DataFrame, pd.DataFrame] | None:
        """Mapped respondents (columns as of `FilePlan.columns`) and ledger of the next rows.

        ids  those of all rows kept so far, to which these are added
        None where the file lacks columns.
        """
        frame, plan = delivered.frame, self.plan
        self.seen.add(delivered)
        lacking = [name for name in plan.raw_columns if name not in frame]
        if lacking:
            self._lacking = {name: nearest(name, frame.columns) for name in lacking}
            return None
        for complaints in (self._cells, self._answers, self._again):
            complaints.begin_batch()
        rows = RawRows(frame, self._cells)
        ledger = exclude(plan.wave, rows, plan.numbers, plan.questions, self._came)
        ledger["respondent"] = _ids(plan, ledger["respondent"])
        kept = (ledger["status"] == "kept").to_numpy()
        self.kept += int(kept.sum())
        self._find_again(ledger if kept.all() else ledger[kept], ids)
        people = self._mapped(rows if kept.all() else RawRows(frame[kept], self._cells))
        return people, ledger

    def _find_again(self, kept: pd.DataFrame, ids: Before) -> None:
        """One respondent, one kept row, over all files of the wave."""
        again = ids.came(ids_hashed(kept["respondent"]))
        wave = self.plan.wave_name
        remedy = (
            "If the files number their respondents anew, give each an `id_prefix` under `files`; "
            "if it is one person, remove one of the two rows."
        )
        cells = kept.set_index("row")["respondent"][again] if again.any() else {}
        self._again.rows(cells, f"respondent delivered before in wave {wave}", remedy)

    def _mapped(self, raw: RawRows) -> pd.DataFrame:
        """Kept rows as harmonised columns, all codes checked."""
        plan, codebook, index = self.plan, self.plan.codebook, raw.frame.index
        id_column = plan.wave["respondent"]
        ids = raw.frame[id_column].astype(str)
        remedy = "Fill it; a respondent is told from others by it."
        raw.complain(id_column, (ids == "").to_numpy(), "no id", remedy)
        columns: dict[str, pd.Series] = {"respondent": _ids(plan, ids)}
        columns |= {entry.harmonised: harmonised_column(entry, raw) for entry in plan.maps}
        columns |= {
            name: design_column(name, raw_name, raw) for name, raw_name in plan.design.items()
        }
        for name, answer in plan.same_for_all.items():
            columns[name] = same_answer(answer, codebook[name.split(".")[0]], index)
        if not check_numbers(codebook, plan.maps, raw, columns):
            return pd.DataFrame(columns)  # what is derived from numbers cannot be looked at
        columns = settle(plan.maps, blanks_outside_base(codebook, plan.maps, raw, columns))
        mapped = pd.DataFrame(columns)
        if not self._cells.any:
            check_answers(codebook, mapped, self._answers)
            find_partly(plan.maps, raw, mapped, self._partly)
        return mapped[plan.columns]

    @property
    def wrong(self) -> bool:
        """Whether something is wrong with any row so far."""
        return bool(self._lacking or self._cells.any or self._answers.any or self._partly)

    def tell(self, complaints: Complaints) -> None:
        """Adds the problems of all batches to those of the wave."""
        at_file = complaints.of(self.plan.file["path"])
        for name, near in self._lacking.items():
            remedy = f"{near} Or list the variable under `not_asked`."
            at_file.at("header").add(name, "column is missing", remedy)
        if self._lacking:
            return
        _check_number_of_rows(self.plan, self.seen.rows, at_file)
        at_file.problems += self._cells.told()
        if not self.kept:
            at_file.add("", *EVERY_ROW)
        if not at_file.problems:
            at_file.problems += self._answers.told()
        if not at_file.problems:
            complain_of_partly(self.plan.maps, self._partly, at_file)

    def tell_again(self, complaints: Complaints) -> None:
        """Adds respondents that came before, which are looked for where all else is right."""
        complaints.problems += self._again.told()


def _check_number_of_rows(plan: FilePlan, rows: int, complaints: Complaints) -> None:
    """As many rows as the wave's file declares; those of a synthetic wave are made anew."""
    declared = plan.file.get("rows", rows)
    if declared != rows and plan.wave["source"] == "delivered":
        message = f"the file has {rows:,} rows, and `rows` declares another number"
        complaints.add(declared, message, "Look for notes, totals or lost rows, or mend `rows`.")


def _ids(plan: FilePlan, ids: pd.Series) -> pd.Series:
    """Respondents by name; files that number theirs anew have a prefix each."""
    return plan.file.get("id_prefix", "") + ids.astype(str)
