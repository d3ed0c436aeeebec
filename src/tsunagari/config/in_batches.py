"""Problems of a file that is looked at some rows at a time, said as if it had been whole.

The same steps look at each batch, so that the same complaint comes at the same place of each.
All that come at one place are one complaint: its first rows are shown, and the rest is counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from tsunagari.config.problems import MOST_SHOWN, Complaints, Problem, Rows

OF_THIS_KIND = "of this kind in the column"


@dataclass
class Kept:
    """The first rows of a complaint, and how many it has: all that is said of them."""

    shown: list[tuple[object, str]] = field(default_factory=list)
    count: int = 0

    def add(self, cells: Rows) -> None:
        """The rows of one more batch."""
        self.shown += islice(cells.items(), MOST_SHOWN - len(self.shown))
        self.count += len(cells)

    def items(self) -> Iterable[tuple[object, str]]:
        return self.shown

    def __len__(self) -> int:
        return self.count


@dataclass
class _Slot:
    complaints: Complaints
    remedy: str | Callable[[str], str]
    rest: str
    kept: Kept = field(default_factory=Kept)


class BatchComplaints(Complaints):
    """The problems of cells of one file, over all its batches; see Complaints.

    A complaint is the same as one of an earlier batch where file, place and message are, and
    as many of the kind came before it in its batch. `problems` stays empty until `told`.
    """

    def __init__(self, file: str, place: str = "", shared: "BatchComplaints | None" = None) -> None:
        super().__init__(file, place)
        self._slots: dict[tuple, _Slot] = shared._slots if shared else {}
        self._calls: Counter = shared._calls if shared else Counter()

    def at(self, place: str) -> "BatchComplaints":
        return BatchComplaints(self.file, place, self)

    def of(self, file: str) -> "BatchComplaints":
        return BatchComplaints(file, "", self)

    def rows(
        self,
        cells: Rows,
        message: str,
        remedy: str | Callable[[str], str],
        rest: str = OF_THIS_KIND,
    ) -> None:
        key = (self.file, self.place, message)
        self._calls[key] += 1
        at_place = Complaints(self.file, self.place)
        slot = self._slots.setdefault((*key, self._calls[key]), _Slot(at_place, remedy, rest))
        slot.kept.add(cells)

    def begin_batch(self) -> None:
        """What is complained of from now on is of the next batch."""
        self._calls.clear()

    @property
    def any(self) -> bool:
        """Whether any row is complained of."""
        return any(slot.kept.count for slot in self._slots.values())

    def told(self) -> list[Problem]:
        """All problems, in the order in which the steps found them in the first batch."""
        for key, slot in list(self._slots.items()):
            message = key[2]
            slot.complaints.rows(slot.kept, message, slot.remedy, slot.rest)
        return [p for slot in self._slots.values() for p in slot.complaints.problems]
