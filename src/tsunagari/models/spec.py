"""What a model is: outcome, family, terms, population, read from one entry of the configuration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagari.codebook.queries import columns_of_where
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound, nearest, unknown
from tsunagari.models.families import FAMILIES, Family
from tsunagari.models.outcome import Outcome, read_outcome
from tsunagari.models.terms import Atom, Grammar, Term, term_name

FILE = "config/models.yaml"
KEYS = ("title", "outcome", "family", "terms", "reference", "waves", "where", "missing",
        "weights", "errors", "odds", "base", "notes")  # fmt: skip
AUTOMATIC, PROPORTIONAL = ODDS = ("automatic", "proportional")
PARTIAL, REJECTED = "partial", "rejected"  # what else odds turn out as (models.allowed)
CHOICES = {
    "weights": ("declared", "none"),
    "errors": ("automatic", "model", "design"),
    "missing.outcome": ("leave_out", "least", "most"),
    "missing.terms": ("leave_out", "own_level"),
}


@dataclass(frozen=True)
class ModelSpec:
    """One model.

    where            who is in the population, as `codebook.answers.matches`
    missing_outcome  a respondent without an answer (asked, none given) to the outcome:
                     leave_out, least or most affirmative (bounds of Manski 1989)
    missing_terms    a respondent without an answer to a term: leave_out, or own_level, in
                     which no answer and not applicable become levels of the term
    weights          declared: the design's; none: each counts once, the clusters stay
    errors           automatic: from the likelihood where the design declares nothing, else
                     by the design; model and design ask for one of them
    odds             of an ordered outcome: automatic, proportional, or the terms with a coefficient
                     a threshold (see models.allowed)
    """

    name: str
    outcome: Outcome
    family: Family
    terms: tuple[Term, ...]
    waves: tuple[str, ...] = ()
    where: Mapping[str, object] = field(default_factory=dict)
    missing_outcome: str = "leave_out"
    missing_terms: str = "leave_out"
    weights: str = "declared"
    errors: str = "automatic"
    odds: str | tuple[str, ...] = AUTOMATIC

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The variables of the terms, each once."""
        return tuple(dict.fromkeys(atom for term in self.terms for atom in term))

    def columns(self, codebook: Codebook) -> set[str]:
        """The columns of respondents that it is fitted to."""
        where = columns_of_where(codebook, self.where)
        return {self.outcome.column, *where, *(atom.column for atom in self.atoms)}


def read_spec(codebook: Codebook, name: str, entry: Mapping) -> ModelSpec:
    """A model of the configuration. Raises ProblemsFound with all that is wrong with it."""
    problems = _check_keys(name, entry) + _check_where(codebook, name, entry.get("where"))
    family = entry.get("family", "")
    problems += unknown(FILE, f"{name}.family", [family], FAMILIES, "is not a family")
    if problems:
        raise ProblemsFound(problems)
    waves = tuple(str(wave) for wave in entry.get("waves", ()))
    where = dict(entry.get("where") or {})
    grammar = Grammar(codebook, waves, where, entry.get("reference"), (FILE, f"{name}.terms"))
    outcome = terms = None
    try:
        at = (FILE, f"{name}.outcome")
        outcome = read_outcome(codebook, entry["outcome"], FAMILIES[family], at)
    except ProblemsFound as found:
        problems += found.problems
    try:
        terms = grammar.terms(entry.get("terms", ()))
    except ProblemsFound as found:
        problems += found.problems
    odds = _odds(entry.get("odds", AUTOMATIC))
    if terms and not isinstance(odds, str):
        valid = [term_name(term) for term in terms]
        problems += unknown(FILE, f"{name}.odds", odds, valid, "is not a term of the model")
    if problems:
        raise ProblemsFound(problems)
    missing = entry.get("missing") or {}
    return ModelSpec(
        name, outcome, FAMILIES[family], terms, waves, where,
        missing.get("outcome", "leave_out"), missing.get("terms", "leave_out"),
        entry.get("weights", "declared"), entry.get("errors", "automatic"), odds,
    )  # fmt: skip


def _odds(declared: str | Sequence[str]) -> str | tuple[str, ...]:
    """One of ODDS, or terms."""
    if declared in ODDS:
        return declared
    return (declared,) if isinstance(declared, str) else tuple(declared)


def _check_keys(name: str, entry: Mapping) -> list[Problem]:
    problems = unknown(FILE, f"{name}.{{}}", entry, KEYS, "is not a part of a model")
    if "outcome" not in entry:
        problems.append(Problem(FILE, f"{name}.outcome", "", "a model needs an outcome",
                                "Name a variable of the codebook."))  # fmt: skip
    for key, valid in CHOICES.items():
        outer, _, inner = key.partition(".")
        value = entry.get(outer, valid[0])
        if inner:
            value = (value if isinstance(value, Mapping) else {}).get(inner, valid[0])
        problems += unknown(FILE, f"{name}.{key}", [value], valid, "is not a choice")
    return problems


def _check_where(codebook: Codebook, name: str, where: Mapping | None) -> list[Problem]:
    """The population's conditions name variables, items and answers of the codebook."""
    problems = []
    for key, wanted in (where or {}).items():
        at = f"{name}.where.{key}"
        head, _, item = str(key).partition(".")
        if head not in codebook.variables:
            problems.append(Problem(FILE, at, str(key), "no variable of the codebook",
                                    nearest(head, codebook.variables)))  # fmt: skip
            continue
        variable = codebook[head]
        if variable.items and item not in variable.items:
            problems.append(Problem(FILE, at, item, f"no item of {head}",
                                    nearest(item, variable.items)))  # fmt: skip
        answers = wanted["not"] if isinstance(wanted, Mapping) else wanted
        valid = [*variable.sets, *variable.categories]
        for answer in [answers] if isinstance(answers, str) else answers:
            if answer not in valid:
                problems.append(Problem(FILE, at, str(answer), f"no category or set of {head}",
                                        nearest(str(answer), valid)))  # fmt: skip
    return problems
