"""Checks of numbers against each other that count the same people, parts or sums of them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tsunagari.audit.source.counts import Count, Ledger
from tsunagari.audit.source.findings import Finding, finding
from tsunagari.audit.source.people import People, exact_cover
from tsunagari.audit.source.places import Places
from tsunagari.read.rounding import Span, total


def check_relations(ledger: Ledger, places: Places) -> Iterator[Finding]:
    """All checks of numbers against numbers of one wave and country."""
    for people, counts in ledger.of_people.items():
        yield from _same_people(counts, places)
        yield from _sums(people, counts, ledger, places)
        yield from _parts(people, counts, ledger, places)


# --- the same people ------------------------------------------------------------------
def _same_people(counts: Sequence[Count], places: Places) -> Iterator[Finding]:
    """Every number of the same people against the first one of another row or text."""
    for place, count in enumerate(counts):
        others = [other for other in counts[:place] if _comparable(count, other)]
        if not others:
            continue
        template = "agrees" if count.span.meets(others[0].span) else "disagrees"
        yield _beside(_kind(count, others[0]), template, count, others[0], places)


def _beside(check: str, template: str, count: Count, other: Count, places: Places) -> Finding:
    """A number beside one other."""
    about = {**places.against(other), **count.about}
    return finding(check, template, implied=other.text, own=count.text, **about)


def _comparable(count: Count, other: Count) -> bool:
    """Whether two numbers of the same people stand in different tables, or differ in kind."""
    elsewhere = (count.keys[0], count.row.file) != (other.keys[0], other.row.file)
    return count.unit == other.unit and (elsewhere or count.is_base != other.is_base)


def _kind(count: Count, *others: Count) -> str:
    """`base_against_base`, `implied_count` (a base and shares), or `same_number` (shares)."""
    kinds = {count.is_base, *(other.is_base for other in others)}
    if kinds == {True}:
        return "base_against_base"
    return "implied_count" if len(kinds) == 2 else "same_number"


# --- sums -------------------------------------------------------------------------------
def _sums(
    people: People, counts: Sequence[Count], ledger: Ledger, places: Places
) -> Iterator[Finding]:
    """A number against the sum of others: of answers, of groups, of further bases."""
    for count in counts:
        stated = {part: ledger.best(part, count) for part in ledger.inside[people]}
        known = [part for part, other in stated.items() if other is not None]
        parts = [stated[part] for part in exact_cover(ledger.space, people, known)]
        if not parts or _is_row_sum(count, parts):
            continue
        check = _kind_of_sum(count, parts)
        every = total(part.span for part in parts)
        printed = sum((Decimal(part.printed) for part in parts), Decimal(0))
        about = {**count.about, **places.against(*parts), "sum": str(printed)}
        about |= {"implied": every.text, "others": places.several(parts), "own": count.text}
        template = "sum_agrees"
        if not every.meets(count.span):
            template = "sum_disagrees"
        elif check == "printed_sum" and printed != Decimal(count.printed):
            template = "sum_of_printed"
        yield finding(check, template, **about)


def _is_row_sum(count: Count, parts: Sequence[Count]) -> bool:
    """A base against all answers of one row asked of it: the row's own sum says the same."""
    return count.is_base and all(part.asked == count.people and not part.is_base for part in parts)


def _kind_of_sum(count: Count, parts: Sequence[Count]) -> str:
    if count.is_base:
        return _kind(count, *parts)
    alike = all(part.asked == count.asked for part in parts)
    return "printed_sum" if alike else "total_against_groups"


# --- parts --------------------------------------------------------------------------------
def _parts(
    people: People, counts: Sequence[Count], ledger: Ledger, places: Places
) -> Iterator[Finding]:
    """A number against the smallest groups of people that its own are part of."""
    count = counts[0]
    around = ledger.around[people]
    nearest = [whole for whole in around if not set(around) & set(ledger.inside[whole])]
    told = False
    for whole in nearest:
        if whole == count.asked and not count.is_base:
            continue  # the number's own base: every percentage is part of it
        if people in ledger.covers[whole]:
            told = True
            continue
        other = ledger.best(whole, count)
        if other is None:
            yield from _of_unknown_size(count, ledger.of_people[whole][0], places)
        elif count.is_base or other.is_base:
            yield _within(count, other, places)
        else:
            told = True
            yield _of_group(count, other, places)
    if count.is_base and not told and not _is_told(people, counts, ledger):
        yield finding("implied_count", "nobody_says", **count.about)


def _is_told(people: People, counts: Sequence[Count], ledger: Ledger) -> bool:
    """Whether another figure says how many they are, by itself or as a sum."""
    if not people.conditions or len({count.keys[0] for count in counts}) > 1:
        return True
    parts = ledger.covers[people]
    return any(count.asked != people for part in parts for count in ledger.of_people[part])


def _of_group(count: Count, other: Count, places: Places) -> Finding:
    """`group_within_whole`: the same answer in a part of the people and in all of them."""
    if count.asked == other.asked or not _same_answer(count, other):
        return _within(count, other, places)
    outside, rest = other.span - count.span, other.whole - count.whole
    kept = Span(max(outside.low, 0), min(outside.high, rest.high))
    template = "part_of_group"
    if not outside.meets(Span(0, rest.high)):
        template, kept = "not_part_of_group", outside
    elif count.keys[0] != other.keys[0] and count.printed != other.printed:
        template = "two_bases"
    about = {**count.about, **places.against(other), "implied": kept.text, "rest": rest.text}
    return finding("group_within_whole", template, **about)


def _same_answer(count: Count, other: Count) -> bool:
    """Whether two percentages are of the same answers, whoever was asked."""
    own = count.people.conditions - count.asked.conditions
    return own == other.people.conditions - other.asked.conditions


def _within(count: Count, other: Count, places: Places) -> Finding:
    """`part_within_whole`: no more people than the group that they are part of."""
    template = "within" if count.span.low <= other.span.high else "not_within"
    return _beside("part_within_whole", template, count, other, places)


def _of_unknown_size(count: Count, other: Count, places: Places) -> Iterator[Finding]:
    """Shares of a group and of all, one of unknown size: how large the group can be.

    A share of the group is at most its share of all, divided by the group's part of all;
    the same holds for those who did not give the answer.
    """
    if count.is_base or other.is_base or count.unit == other.unit:
        return
    if not _same_answer(count, other):
        return
    own, all_of_them = count.row.span, other.row.span
    limits = [1]
    if own.low > 0:
        limits.append(all_of_them.high / own.low)
    if own.high < 100:
        limits.append((100 - all_of_them.low) / (100 - own.high))
    about = {**count.about, **places.against(other), "implied": f"{float(100 * min(limits)):.1f}%"}
    yield finding("group_within_whole", "group_of_unknown_size", **about)
