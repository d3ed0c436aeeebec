"""How far a run is, and for how long it will go on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BAR = 20  # characters
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Due:
    """A job of a run.

    name    its rule, and what tells it from others of the rule
    before  seconds that it took when it ran last; None where that is not known
    """

    rule: str
    name: str
    before: float | None = None


@dataclass
class Progress:
    """The jobs of a run: which are due, which run since when, and how long the others took.

    due    number of the job -> the job
    began  when the run began, in seconds of the clock that all times here are of
    """

    due: Mapping[int, Due]
    began: float
    running: dict[int, float] = field(default_factory=dict)
    took: dict[int, float] = field(default_factory=dict)

    def start(self, job: int, now: float) -> None:
        """A job begins; one that is none of the run's, as one of a subprocess, is passed over."""
        if job in self.due:
            self.running[job] = now

    def finish(self, job: int, now: float) -> bool:
        """A job has ended; False where it is none of the run's."""
        began = self.running.pop(job, None)
        if began is None:
            return False
        self.took[job] = now - began
        return True

    def seconds_left(self, now: float) -> float | None:
        """About how long the run will go on; None before a job has ended.

        What is due is weighed against what is done by the seconds that each job took when it ran
        last; or those of its rule in this run; or of all jobs. So it is the run's own pace, with
        its cores and its machine, that turns the weight into seconds.
        """
        if not self.took or now <= self.began:
            return None
        weights = self._weights()
        done = sum(weights[job] for job in self.took)
        halves = (min(now - since, weights[job]) for job, since in self.running.items())
        done += sum(halves)
        left = sum(weights.values()) - done
        return max(left, 0.0) * (now - self.began) / max(done, 1e-9)

    def _weights(self) -> dict[int, float]:
        of_all = _mean(self.took.values())
        by_rule: dict[str, list[float]] = {}
        for job, seconds in self.took.items():
            by_rule.setdefault(self.due[job].rule, []).append(seconds)
        of_rule = {rule: _mean(seconds) for rule, seconds in by_rule.items()}
        return {
            number: of_rule.get(job.rule, of_all) if job.before is None else job.before
            for number, job in self.due.items()
        }

    def moving_line(self, now: float, width: int) -> str:
        """One line of at most `width` characters: a bar, jobs done, time left, what runs."""
        done, all_jobs = len(self.took), len(self.due)
        filled = BAR * done // max(all_jobs, 1)
        bar = f"[{'=' * filled}{' ' * (BAR - filled)}]"
        names = ", ".join(self.due[job].name for job in self.running)
        return f"{bar} {done} of {all_jobs}{self._left(now)}  {names}"[:width]

    def finished_line(self, job: int, now: float) -> str:
        """A line for a log: a job that has ended, what it took, and what is left."""
        done = f"{len(self.took)} of {len(self.due)}"
        return f"{done}  {self.due[job].name}: {self.took[job]:.1f} s{self._left(now)}"

    def _left(self, now: float) -> str:
        seconds = self.seconds_left(now)
        if seconds is None or len(self.took) == len(self.due):
            return ""
        return f", about {in_words(seconds)} left"


def in_words(seconds: float) -> str:
    """A time as a person says it: `8 s`, `2 min 5 s`, `3 h 10 min`."""
    whole = max(round(seconds), 1)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min {whole % MINUTE} s"
    return f"{whole // HOUR} h {whole % HOUR // MINUTE} min"


def _mean(seconds: Iterable[float]) -> float:
    values = list(seconds)
    return sum(values) / len(values)
