"""The terms of a model: a small safe grammar of codebook variables.

    sex                     a variable answered once, a level for each category
    age                     a number
    media_use.line          one item of a repeated variable
    trust_criteria.photo    one answer of a question with multiple answers
    media_use.line[users]   whether the answer is in a set (or is a category)
    wave                    the wave, when waves are pooled
    sex:age_band            interaction; its parts must be terms as well
    age:age                 a number's square
    sex*age_band            short for sex, age_band, sex:age_band

A term is matched against the codebook and is never evaluated.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Codebook, Variable
from tsunagari.config.problems import Complaints, nearest

WAVE = "wave"
_ATOM = re.compile(r"(?P<path>\w+(?:\.\w+)*)(?:\[(?P<answers>\w+)\])?")


@dataclass(frozen=True)
class Atom:
    """One variable of a model, as coded into columns.

    text       as written in the configuration
    column     the column of the respondents
    levels     names of the levels, the reference first; () for a number
    members    level -> the answers that it stands for
    left_out   answers that are in no level because the population leaves them out
    """

    text: str
    column: str
    levels: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    left_out: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.members is None

    @property
    def reference(self) -> str:
        return self.levels[0] if self.levels else ""


Term = tuple[Atom, ...]


def term_name(term: Term) -> str:
    """How a term is called in every table."""
    return ":".join(atom.text for atom in term)


def _product(atoms: Iterable[Atom]) -> Term:
    """A factor once, since its square is itself; a number as often as it is named."""
    kept: list[Atom] = []
    for atom in atoms:
        if atom.is_number or atom not in kept:
            kept.append(atom)
    return tuple(kept)


class Grammar:
    """Reads terms against a codebook and collects all problems of a model."""

    def __init__(
        self,
        codebook: Codebook,
        waves: Sequence[str] = (),
        where: Mapping | None = None,
        reference: Mapping[str, str] | None = None,
        place: tuple[str, str] = ("config/models.yaml", "terms"),
    ) -> None:
        self.codebook, self.waves, self.where = codebook, tuple(waves), dict(where or {})
        self.reference = {str(key): str(level) for key, level in (reference or {}).items()}
        self.complaints = Complaints(*place)

    def terms(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """The terms, main effects before interactions, each once.

        Raises ProblemsFound with every unknown name, level and missing main effect.
        """
        expanded: dict[str, Term] = {}
        for text in texts:
            for term in self._expand(str(text)):
                expanded.setdefault(term_name(term), term)
        self._check_reference({atom.text for term in expanded.values() for atom in term})
        self._check_parts(expanded)
        self.complaints.raise_any()
        return tuple(sorted(expanded.values(), key=len))

    def _expand(self, text: str) -> list[Term]:
        """`a*b` is a, b and a:b; `a:b` is itself."""
        factors = [
            [self.atom(part.strip()) for part in factor.split(":")] for factor in text.split("*")
        ]
        if any(atom is None for factor in factors for atom in factor):
            return []
        return [
            _product(atom for factor in chosen for atom in factor)
            for size in range(1, len(factors) + 1)
            for chosen in combinations(factors, size)
        ]

    def atom(self, text: str) -> Atom | None:
        """One variable; None after a problem was noted."""
        match = _ATOM.fullmatch(text)
        if match is None:
            self._problem(text, "is not a term", "Write variable, variable.item or variable[set]; "
                          "join with : or *.")  # fmt: skip
            return None
        path, answers = match["path"], match["answers"]
        if path == WAVE and answers is None:
            return self._factor(text, WAVE, {wave: (wave,) for wave in self.waves})
        name, _, rest = path.partition(".")
        if name not in self.codebook.variables:
            valid = [*self.codebook.variables, WAVE]
            self._problem(text, "no variable of the codebook", nearest(name, valid))
            return None
        variable = self.codebook[name]
        if not self._has_column(text, variable, path, rest):
            return None
        if variable.type == "number":
            return Atom(text, path)
        return self._answers(text, variable, path, answers)

    def _has_column(self, text: str, variable: Variable, path: str, rest: str) -> bool:
        if path in variable.columns():
            return True
        kind = "one item or answer must be named" if not rest else "no such item or answer"
        tails = [column.partition(".")[2] for column in variable.columns()]
        self._problem(text, f"{kind} of {variable.name}", nearest(rest, tails))
        return False

    def _answers(
        self, text: str, variable: Variable, path: str, answers: str | None
    ) -> Atom | None:
        if variable.type == "multiple":
            members = {NOT_SELECTED: (NOT_SELECTED,), SELECTED: (SELECTED,)}
            return self._factor(text, path, members)
        if answers is None:
            return self._factor(text, path, {name: (name,) for name in variable.categories})
        valid = [*variable.sets, *variable.categories]
        if answers not in valid:
            self._problem(text, f"no category or set of {variable.name}", nearest(answers, valid))
            return None
        chosen = variable.members(answers)
        others = tuple(name for name in variable.categories if name not in chosen)
        return self._factor(text, path, {f"not_{answers}": others, answers: chosen})

    def _factor(self, text: str, path: str, members: dict[str, tuple[str, ...]]) -> Atom | None:
        """Levels less those that the population leaves out, the reference first."""
        kept = self._kept(path, [answer for group in members.values() for answer in group])
        inside = {
            level: tuple(answer for answer in group if answer in kept)
            for level, group in members.items()
            if any(answer in kept for answer in group)
        }
        if len(inside) < 2:
            self._problem(text, "has fewer than two levels in the population",
                          "Widen `where` or `waves`, or leave the term out.")  # fmt: skip
            return None
        reference = self.reference.get(text, next(iter(inside)))
        if reference not in inside:
            self._problem(reference, f"no level of {text} to refer to", nearest(reference, inside))
            return None
        levels = (reference, *(level for level in inside if level != reference))
        out = tuple(a for group in members.values() for a in group if a not in kept)
        return Atom(text, path, levels, inside, out)

    def _kept(self, path: str, answers: list[str]) -> set[str]:
        """The answers that a condition of the population on the same column leaves."""
        condition = self.where.get(path)
        if condition is None:
            return set(answers)
        variable = self.codebook[path.partition(".")[0]]
        if isinstance(condition, Mapping):
            return set(answers) - set(variable.members(condition["not"]))
        return set(answers) & set(variable.members(condition))

    def _check_reference(self, texts: set[str]) -> None:
        for key in self.reference:
            if key not in texts:
                self._problem(key, "a reference level for what is no term", nearest(key, texts))

    def _check_parts(self, terms: Mapping[str, Term]) -> None:
        """An interaction without its parts would mean something else than it seems to."""
        for name, term in terms.items():
            for size in range(1, len(term)):
                for part in map(term_name, combinations(term, size)):
                    if part not in terms and not self._reordered(part, terms):
                        remedy = f"Add {part}, or write {name.replace(':', '*')}."
                        self._problem(name, f"an interaction without the term {part}", remedy)

    @staticmethod
    def _reordered(part: str, terms: Mapping[str, Term]) -> bool:
        wanted = set(part.split(":"))
        return any({atom.text for atom in term} == wanted for term in terms.values())

    def _problem(self, value: str, message: str, remedy: str) -> None:
        self.complaints.add(value, message, remedy)
