"""What a decomposition, a standardisation or an age curve is, read from the configuration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from tsunagari.codebook.queries import columns_of_where
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound, nearest, refusal, unknown
from tsunagari.models.families import FAMILIES, Family
from tsunagari.models.outcome import Outcome, read_outcome
from tsunagari.models.terms import Atom, Grammar, Term

FILE = "config/decompositions.yaml"
CHOICES = {
    "family": ("linear", "logit"),
    "fold": ("two", "three"),
    "reference": ("average", "earlier", "later"),
    "empty": ("refuse", "other_wave"),
}
KEYS = {
    "kitagawa": ("factors", "crossed", "empty"),
    "das_gupta": ("factors", "empty"),
    "oaxaca_blinder": ("terms", "family", "fold", "reference"),
}
SHARED = ("title", "waves", "where", "outcome", "method", "base", "notes")
AVERAGE, EQUAL = "average", "equal"
CRUDE, CHANGE = "crude", "change"  # a rate as it is; the last wave less the first


@dataclass(frozen=True)
class Entry:
    """What the entries of all sections have: a share of a population in waves."""

    section: ClassVar[str]
    name: str
    waves: tuple[str, ...]
    where: Mapping[str, object]
    outcome: Outcome

    @property
    def place(self) -> tuple[str, str]:
        return FILE, f"{self.section}.{self.name}"

    def columns(self, codebook: Codebook) -> set[str]:
        """The columns of respondents that it is computed from."""
        where = columns_of_where(codebook, self.where)
        return {self.outcome.column, *where, *(atom.column for atom in self.atoms)}


@dataclass(frozen=True)
class Decomposition(Entry):
    """One decomposition, of an earlier and a later wave.

    terms      of a regression; factors of the other methods, a term of one variable each
    crossed    variables that Kitagawa's method crosses besides taking each alone
    family, fold, reference  of Oaxaca and Blinder's method (see its module)
    empty      what to do with a cell that one wave lacks: refuse, or other_wave (its rate)
    """

    section = "decompositions"
    method: str
    terms: tuple[Term, ...]
    crossed: tuple[Atom, ...] = ()
    family: Family = FAMILIES["linear"]
    fold: str = "two"
    reference: str = "average"
    empty: str = "refuse"

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The variables of the terms, each once."""
        return tuple(dict.fromkeys(atom for term in self.terms for atom in term))


@dataclass(frozen=True)
class Population:
    """A population to standardise to, by crossed variables.

    name    what tables call it
    by      the variables
    source  a wave's name, average (of the waves of the standardisation), equal (shares of
            all cells), or counts
    counts  cell (levels joined by ".") -> people, or shares
    """

    name: str
    by: tuple[Atom, ...]
    source: str
    counts: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def cells(self) -> list[str]:
        return cell_names(self.by, ".")


@dataclass(frozen=True)
class Standardisation(Entry):
    """The rates of waves in populations of given composition."""

    section = "standardizations"
    populations: tuple[Population, ...]

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The variables that it standardises by."""
        return tuple(atom for population in self.populations for atom in population.by)

    @property
    def makers(self) -> dict[str, tuple[str, ...]]:
        """Population -> the waves whose respondents make up its composition."""
        waves_of = {EQUAL: (), "counts": (), AVERAGE: self.waves}
        return {each.name: waves_of.get(each.source, (each.source,)) for each in self.populations}


@dataclass(frozen=True)
class Bound:
    """What is assumed of the years between two waves, in points; None is no limit.

    ageing  what growing older by these years may add, whatever the cohort
    cohort  what being born these years later may add, at the same age
    """

    name: str
    ageing: tuple[float | None, float | None] | None = None
    cohort: tuple[float | None, float | None] | None = None


@dataclass(frozen=True)
class AgeCurve(Entry):
    """A share by age and by birth cohort, in an earlier and a later wave.

    age           the number of years           bands   the variable of its bands
    width, first  years of a cohort, and the birth year that the first one begins with
    """

    section = "age_curves"
    age: Atom
    bands: Atom
    width: int
    first: int
    bounds: tuple[Bound, ...]

    @property
    def atoms(self) -> tuple[Atom, ...]:
        return self.age, self.bands


def cell_names(atoms: Sequence[Atom], join: str) -> list[str]:
    """Names of crossed cells, the last variable running fastest."""
    names = [""]
    for atom in atoms:
        names = [f"{name}{join if name else ''}{level}" for name in names for level in atom.levels]
    return names


def read_decomposition(codebook: Codebook, name: str, entry: Mapping) -> Decomposition:
    """A decomposition of the configuration. Raises ProblemsFound with all that is wrong."""
    at = f"decompositions.{name}"
    method = entry["method"]
    if problems := unknown(FILE, f"{at}.method", [method], KEYS, "is not a method"):
        raise ProblemsFound(problems)
    known, message = (*SHARED, *KEYS[method]), f"is not a part of {method}"
    problems = unknown(FILE, f"{at}.{{}}", entry, known, message)
    for key, valid in CHOICES.items():
        given = [entry[key]] if key in entry else []
        problems += unknown(FILE, f"{at}.{key}", given, valid, "is not a choice")
    list_key = KEYS[method][0]
    if list_key not in entry:
        problems.append(Problem(FILE, at, "", f"{method} needs `{list_key}`",
                                "Name variables of the codebook."))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    family = entry.get("family", CHOICES["family"][0])
    where = dict(entry.get("where") or {})
    outcome = read_share(codebook, entry["outcome"], f"{at}.outcome")
    terms = Grammar(codebook, (), where, None, (FILE, f"{at}.{list_key}")).terms(entry[list_key])
    grammar = Grammar(codebook, (), where, None, (FILE, f"{at}.crossed"))
    crossed = tuple(term[0] for term in grammar.terms(entry.get("crossed", ())) if len(term) == 1)
    spec = Decomposition(
        name, tuple(entry["waves"]), where, outcome, method, terms, crossed, FAMILIES[family],
        *(entry.get(key, CHOICES[key][0]) for key in ("fold", "reference", "empty")),
    )  # fmt: skip
    _check_method(spec, at)
    return spec


def _check_method(spec: Decomposition, at: str) -> None:
    """What a method cannot do, said before anything runs."""
    if spec.method == "oaxaca_blinder":
        if spec.fold == "three" and not spec.family.numeric:
            raise refusal(FILE, f"{at}.fold", "three", "is not defined by term for a logit",
                          "Use `fold: two`, or the family linear.")  # fmt: skip
        return
    for term in spec.terms:
        if len(term) > 1:
            raise refusal(FILE, f"{at}.factors", ":".join(atom.text for atom in term),
                          "is no variable",
                          f"Name variables; {spec.method} crosses them itself.")  # fmt: skip
    check_factors(f"{at}.factors", spec.atoms)
    check_factors(f"{at}.crossed", spec.crossed)


def check_factors(at: str, atoms: Iterable[Atom]) -> None:
    for atom in atoms:
        if atom.is_number:
            raise refusal(FILE, at, atom.text, "is a number and has no levels", "Name its bands.")


def read_share(codebook: Codebook, entry: Mapping, at: str) -> Outcome:
    """An outcome that is a share: {variable, answers}."""
    if "answers" not in entry:
        raise refusal(FILE, at, "", "an outcome needs `answers`", "Say which answers count as 1.")
    return read_outcome(codebook, entry, FAMILIES["logit"], (FILE, at))


def read_standardisation(
    codebook: Codebook, name: str, entry: Mapping, populations: Mapping[str, Mapping]
) -> Standardisation:
    """A standardisation with its populations. Raises ProblemsFound with all that is wrong."""
    at = f"standardizations.{name}"
    wanted = entry["populations"]
    if problems := unknown(FILE, f"{at}.populations", wanted, populations, "no population"):
        raise ProblemsFound(problems)
    outcome = read_share(codebook, entry["outcome"], f"{at}.outcome")
    where = dict(entry.get("where") or {})
    made_up = tuple(read_population(codebook, key, populations[key], where) for key in wanted)
    return Standardisation(name, tuple(entry["waves"]), where, outcome, made_up)


def read_population(
    codebook: Codebook, name: str, entry: Mapping, where: Mapping | None = None
) -> Population:
    """A population; levels that `where` leaves out are not in it."""
    at = f"populations.{name}"
    terms = Grammar(codebook, (), where, None, (FILE, f"{at}.by")).terms(entry["by"])
    atoms = tuple(term[0] for term in terms)
    check_factors(f"{at}.by", atoms)
    source = str(entry.get("wave", "counts" if "counts" in entry else entry.get("composition")))
    population = Population(
        name, atoms, source, {str(k): v for k, v in entry.get("counts", {}).items()}
    )
    problems = [] if source != "counts" else [
        Problem(FILE, f"{at}.counts", cell, "is no cell" if cell in population.counts else
                "the cell has no count", nearest(cell, population.cells)
                if cell in population.counts else "Give it one; 0 is a count.")
        for cell in sorted(set(population.counts) ^ set(population.cells))
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return population


def read_age_curve(codebook: Codebook, name: str, entry: Mapping) -> AgeCurve:
    """An age curve of the configuration. Raises ProblemsFound with all that is wrong."""
    at = f"age_curves.{name}"
    where = dict(entry.get("where") or {})
    outcome = read_share(codebook, entry["outcome"], f"{at}.outcome")
    grammar = Grammar(codebook, (), where, None, (FILE, at))
    age, bands = (grammar.terms([entry[key]])[0][0] for key in ("age", "bands"))
    if not age.is_number:
        raise refusal(FILE, f"{at}.age", age.text, "is not a number", "Name the age in years.")
    check_factors(f"{at}.bands", [bands])
    rule = codebook[bands.text.partition("[")[0]].derive or {}
    if rule.get("bands") != age.text:
        raise refusal(FILE, f"{at}.bands", bands.text, f"is not derived by bands of {age.text}",
                      "Name the variable of its bands.")  # fmt: skip
    bounds = [
        Bound(key, *(_limits(f"{at}.bounds.{key}.{side}", bound.get(side))
                     for side in ("ageing", "cohort")))
        for key, bound in entry.get("bounds", {}).items()
    ]  # fmt: skip
    cohorts = entry["cohorts"]
    return AgeCurve(name, tuple(entry["waves"]), where, outcome, age, bands,
                    cohorts["width"], cohorts["first"], tuple(bounds))  # fmt: skip


def _limits(at: str, entry: Mapping | None) -> tuple[float | None, float | None] | None:
    if entry is None:
        return None
    least, most = entry.get("least"), entry.get("most")
    if least is not None and most is not None and least > most:
        raise refusal(FILE, at, f"{least} to {most}", "the least is above the most", "Swap them.")
    return least, most
