"""How far one question of two waves is the same question."""

from collections.abc import Iterable, Iterator, Mapping

from tsunagari.codebook.variables import Codebook

SAME, UNKNOWN, DIFFERS = "same", "unknown", "differs"
STATES = (SAME, UNKNOWN, DIFFERS)  # best first
QUESTION = ("wording", "scale", "base")
ASPECTS = (*QUESTION, "mode")
GRADES = ("A", "B", "C", "D")

Statement = str | Mapping[str, str]  # same, unknown, or what differs, by language


def relation(earlier: Statement, later: Statement) -> str:
    """Whether two surveys are the same in an aspect, by their statements on a reference.

    ASSUME: of two surveys that differ from the reference, those that state the same words
    differ from it in the same way. What is unknown of either is unknown of the pair.
    """
    if UNKNOWN in (earlier, later):
        return UNKNOWN
    return SAME if earlier == later else DIFFERS


def worst(relations: Iterable[str]) -> str:
    """The worst of several relations, e.g. of the questions that a count is made of."""
    return max(relations, key=STATES.index, default=SAME)


def grade(relations: Mapping[str, str]) -> str:
    """The letter of a comparison, from the relation of each of ASPECTS.

    A  wording, scale, base and mode are all the same
    B  wording, scale and base are the same; the mode is not, or is not known to be
    C  wording, scale or base is not known to be the same, and none is known to differ
    D  wording, scale or base is known to differ: a change may be one of the question

    Raises KeyError for an aspect that is missing.
    """
    question = worst(relations[aspect] for aspect in QUESTION)
    if question != SAME:
        return {UNKNOWN: "C", DIFFERS: "D"}[question]
    return "A" if relations["mode"] == SAME else "B"


# ---- What of a question is the same in two waves, from what their files say --------------
#
# A variable that is derived from others is as comparable as the least comparable of them; a
# count over a list has another scale where the waves asked about other items of the list.

COUNTRY = "country"  # where a wave was held is no question of it


def statement(wave: Mapping, variable: str, aspect: str) -> Statement:
    """What a wave states of an asked variable; `unknown` where it states nothing."""
    own = wave["columns"].get(variable, {}).get("asked", {})
    return own.get(aspect, wave.get("asked", {}).get(aspect, UNKNOWN))


def sources(codebook: Codebook, name: str) -> list[str]:
    """The asked variables that a variable is made of; of an asked one, itself."""
    rule = codebook[name].derive
    if not rule:
        return [name]
    used = [rule["bands"]] if "bands" in rule else []
    used += [other for term in rule.get("count", ()) for other in term]
    cases = [case["any"] for case in rule.get("cases", {}).values() if case != "otherwise"]
    used += [key.partition(".")[0] for case in cases for key in case]
    return list(dict.fromkeys(source for other in used for source in sources(codebook, other)))


def items_asked(codebook: Codebook, wave: Mapping, variable: str) -> frozenset[str]:
    """The items of a repeated variable that the wave asked about: those listed, or all."""
    entry = wave["columns"].get(variable)
    if entry is None:
        return frozenset()
    files = [set(file.get("not_asked", ())) for file in wave.get("files", ())]
    lacking = set.intersection(*files) if files else set()
    items = entry.get("items", codebook[variable].items)
    return frozenset(item for item in items if f"{variable}.{item}" not in lacking)


def left_out(wave: Mapping, variables: Iterable[str]) -> frozenset[str]:
    """What of some variables the wave did not offer, or not everywhere, as its file says."""
    parts = {name for file in wave.get("files", ()) for name in file.get("not_asked", ())}
    found = {name for name in parts if "." in name and name.partition(".")[0] in variables}
    for name in variables:
        found.update(_not_offered(name, wave["columns"].get(name, {})))
    return frozenset(found)


def _not_offered(stem: str, entry: Mapping) -> Iterator[str]:
    """The same of one entry, and of the items and categories that have entries of their own."""
    yield from (f"{stem}.{name}" for name in entry.get("not_offered", ()))
    if entry.get("constant") == "not_asked":
        yield stem
    for key in ("items", "categories"):
        given = entry.get(key, {})
        for name in given if isinstance(given, Mapping) else ():
            if isinstance(given[name], Mapping):
                yield from _not_offered(f"{stem}.{name}", given[name])


def relations(
    codebook: Codebook, variable: str, earlier: Mapping, later: Mapping
) -> dict[str, str]:
    """Aspect -> same, unknown or differs, of a variable in two waves."""
    asked = sources(codebook, variable)
    found = {
        aspect: worst(
            relation(statement(earlier, name, aspect), statement(later, name, aspect))
            for name in asked
        )
        for aspect in QUESTION
    }
    offers = {left_out(wave, asked) for wave in (earlier, later)}
    if len(offers) > 1 or lists_that_differ(codebook, variable, earlier, later):
        found["scale"] = DIFFERS
    return {**found, "mode": _mode(earlier, later)}


def defining(codebook: Codebook, where: Iterable[str]) -> list[str]:
    """The variables of a condition (keys `variable` or `variable.item`), but for the country."""
    names = dict.fromkeys(key.partition(".")[0] for key in where)
    return [name for name in names if name != COUNTRY and name in codebook.variables]


def of_group(
    codebook: Codebook,
    states: Mapping[str, str],
    where: Iterable[str],
    earlier: Mapping,
    later: Mapping,
) -> dict[str, str]:
    """The relations of a variable among the people of a condition.

    ASSUME: people whom a question picks out are other people where that question is known to
    differ, so that the base differs; where it is not known to be the same, the base stays
    what the waves say of it.
    """
    questions = (
        relations(codebook, name, earlier, later)[aspect]
        for name in defining(codebook, where)
        for aspect in QUESTION
    )
    return {**states, "base": DIFFERS} if DIFFERS in questions else dict(states)


def lists_that_differ(
    codebook: Codebook, variable: str, earlier: Mapping, later: Mapping
) -> list[str]:
    """The repeated variables that a derived one counts over other items in each wave."""
    if not codebook[variable].derive:
        return []
    return [
        name
        for name in sources(codebook, variable)
        if items_asked(codebook, earlier, name) != items_asked(codebook, later, name)
    ]


def _mode(earlier: Mapping, later: Mapping) -> str:
    """How people were sampled and asked; how they were sampled is always declared."""
    if earlier["sampling"] != later["sampling"]:
        return DIFFERS
    if "mode" not in earlier or "mode" not in later:
        return UNKNOWN
    return SAME if earlier["mode"] == later["mode"] else DIFFERS
