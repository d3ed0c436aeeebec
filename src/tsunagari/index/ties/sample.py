"""What the index takes of a wave's respondents: answers as numbers, and who is in what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import holds, is_member, matches
from tsunagari.codebook.variables import NO_ANSWER, UNKNOWN, Codebook
from tsunagari.config.problems import Problem, ProblemsFound, within
from tsunagari.estimate.declared import wave_design
from tsunagari.estimate.design import Design
from tsunagari.waves.design import design_columns

LEAVE_OUT = "leave_out"


@dataclass(frozen=True, eq=False)
class Sample:
    """The n respondents of a wave in the index's countries.

    people       their rows of the harmonised table
    items        side -> the items of its consciousness
    answers      side -> (n, k) whole numbers from 1, the most affirmative highest
    levels       side -> number of answers of each item
    communities  side and name of each of the C communities that anybody takes part in
    members      (n, C) 1 where a respondent takes part, else 0
    kind         (n,) code of the kind of participation
    kinds        the kinds, in the order of the codebook
    weights      (n,) sampling weights
    design       the wave's design with weights outside the countries 0, so that its degrees of
                 freedom are those of the n respondents
    inside       (n,) rows of the design
    left_out     respondents of the countries who left an item or a membership unanswered
    """

    people: pd.DataFrame
    items: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, np.ndarray]
    levels: Mapping[str, tuple[int, ...]]
    communities: tuple[tuple[str, str], ...]
    members: np.ndarray
    kind: np.ndarray
    kinds: tuple[str, ...]
    weights: np.ndarray
    design: Design
    inside: np.ndarray
    left_out: int = 0

    @property
    def n(self) -> int:
        return len(self.kind)

    @property
    def people_by_kind(self) -> np.ndarray:
        """(G,) respondents of each kind."""
        return np.bincount(self.kind, minlength=len(self.kinds))


def columns_read(codebook: Codebook, spec: Mapping) -> list[str]:
    """The columns of respondents that a sample is read from, but for those of the design."""
    items = [item for items in spec["consciousness"].values() for item in items]
    asked = [codebook[entry["variable"]] for entry in spec["communities"].values()]
    communities = [column for variable in asked for column in variable.columns()]
    return list(dict.fromkeys(["respondent", "country", spec["group"], *items, *communities]))


def read_wave(
    codebook: Codebook, spec: Mapping, wave: str, entry: Mapping, path: Path | str,
    more: Sequence[str] = (),
) -> tuple[Sample, pd.DataFrame, Design]:  # fmt: skip
    """The sample of a wave's harmonised file, and all of its respondents with the design.

    entry  the wave's in config/waves/        more  further columns that the respondents shall have
    """
    margins = (entry["design"].get("calibrate") or {}).get("margins", ())
    columns = [*columns_read(codebook, spec), *design_columns(entry), *margins, *more]
    respondents = pd.read_parquet(path, columns=list(dict.fromkeys(columns)))
    design = wave_design(wave, entry, respondents)
    with within(f"wave {wave}"):
        return read_sample(codebook, spec, respondents, design), respondents, design


def read_sample(
    codebook: Codebook, spec: Mapping, respondents: pd.DataFrame, design: Design
) -> Sample:
    """The respondents of one wave whom config/indices.yaml `ties` names.

    With `unanswered: leave_out` those who left an item or a membership without an answer have
    no index, and are counted. Else raises ProblemsFound for them (the appendix has no rule),
    and always for items that all answer alike, respondents of no kind, and fewer than two
    communities with participants.
    """
    chosen = matches(codebook, respondents, {"country": spec["countries"]}).to_numpy()
    asked = chosen & (design.weights > 0)
    if spec.get("unanswered") == LEAVE_OUT:
        # ASSUME: those who left something unanswered are like those who answered all of it.
        chosen = chosen & _answered_all(codebook, spec, respondents)
    inside = np.flatnonzero(asked & chosen)
    people = respondents.iloc[inside]
    sides = {side: tuple(items) for side, items in spec["consciousness"].items()}
    communities, members = _members(codebook, spec["communities"], people)
    kinds = codebook[spec["group"]].categories
    kind = _codes(people[spec["group"]], kinds)
    if (kind < 0).any():
        message = f"{int((kind < 0).sum())} respondents are of no kind"
        remedy = "Leave the wave out of `ties`, or mend the variable."
        at = f"column {spec['group']}"
        raise ProblemsFound([Problem("respondents", at, "", message, remedy)])
    return Sample(
        people=people,
        items=sides,
        answers={side: item_scores(codebook, people, items) for side, items in sides.items()},
        levels={side: tuple(len(_categories(codebook, i)) for i in sides[side]) for side in sides},
        communities=communities,
        members=members,
        kind=kind,
        kinds=kinds,
        weights=design.weights[inside],
        design=design.subset(chosen),
        inside=inside,
        left_out=int(asked.sum()) - len(inside),
    )


def _answered_all(codebook: Codebook, spec: Mapping, respondents: pd.DataFrame) -> np.ndarray:
    """(n,) who left no item of consciousness and no membership without an answer."""
    columns = [item for items in spec["consciousness"].values() for item in items]
    for entry in spec["communities"].values():
        variable = codebook[entry["variable"]]
        columns += [variable.columns(community)[0] for community in variable.items]
    lacking = [holds(respondents[column], (NO_ANSWER,)) for column in columns]
    return ~np.any(lacking, axis=0)


def item_scores(codebook: Codebook, respondents: pd.DataFrame, items: Sequence[str]) -> np.ndarray:
    """Ordered answers as numbers from 1, the most affirmative highest; respondents x items.

    Raises ProblemsFound where an answer is missing or all answers are the same.
    """
    columns, problems = [], []
    for item in items:
        categories = _categories(codebook, item)
        codes = _codes(respondents[item], categories)
        lacking = int((codes < 0).sum())
        if lacking:
            message = f"{lacking} respondents have no answer, and a component needs all items"
            remedy = "Set `ties.unanswered: leave_out`, or leave the item out of the index."
            problems.append(Problem("respondents", f"column {item}", "", message, remedy))
        elif len(np.unique(codes)) < 2:
            message, remedy = "everybody answered the same", "Leave the item out of the index."
            problems.append(Problem("respondents", f"column {item}", "", message, remedy))
        columns.append((len(categories) - codes).astype(np.int8))
    if problems:
        raise ProblemsFound(problems)
    return np.column_stack(columns)


def _codes(answers: pd.Series, categories: Sequence[str]) -> np.ndarray:
    """(n,) places of the answers among the categories, -1 where an answer is none of them."""
    if not isinstance(answers.dtype, pd.CategoricalDtype):
        return pd.Index(categories).get_indexer(answers.astype(object))
    places = pd.Index(categories).get_indexer(answers.cat.categories)
    return np.append(places, -1)[answers.cat.codes.to_numpy()]


def _categories(codebook: Codebook, item: str) -> tuple[str, ...]:
    """Answers of a variable, or of one item of a repeated one (`variable.item`)."""
    return codebook[item.partition(".")[0]].categories


def _members(
    codebook: Codebook, sides: Mapping, people: pd.DataFrame
) -> tuple[tuple[tuple[str, str], ...], np.ndarray]:
    """Communities with participants, and (n, C) who takes part.

    ASSUME: a community that nobody takes part in (or that the wave did not ask about) has no
    bond; one that few take part in counts like any other.
    """
    communities, columns, problems = [], [], []
    for side, entry in sides.items():
        variable = codebook[entry["variable"]]
        for community in variable.items:
            problems += _unanswered(people, variable.columns(community)[0])
            member = is_member(codebook, people, entry["variable"], community, entry["answers"])
            if member.any():
                communities.append((side, community))
                columns.append(member.to_numpy(np.int8))
    if problems:
        raise ProblemsFound(problems)
    if len(communities) < 2:
        message = "bonds are standardised over communities, and fewer than two have participants"
        remedy = "Name communities that the wave asked for."
        at = "ties.communities"
        raise ProblemsFound(
            [Problem("config/indices.yaml", at, str(len(communities)), message, remedy)]
        )
    return tuple(communities), np.column_stack(columns)


def _unanswered(people: pd.DataFrame, column: str) -> list[Problem]:
    """Whoever left a community out may take part in it: no sum can be made of the rest."""
    lacking = int(holds(people[column], UNKNOWN).sum())
    if not lacking:
        return []
    message = f"{lacking} respondents have no answer, and a sum needs all communities"
    remedy = "Set `ties.unanswered: leave_out`, or map what no answer means there."
    return [Problem("respondents", f"column {column}", "", message, remedy)]
