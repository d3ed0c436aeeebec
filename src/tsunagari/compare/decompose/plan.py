"""Which entries of decompositions.yaml a run can compute, and what their numbers depend on."""

from collections.abc import Mapping, Sequence

from tsunagari.compare.plan import without_words

SECTIONS = ("decompositions", "standardizations", "age_curves")

Entries = Mapping[str, Mapping[str, Mapping]]  # section -> name -> entry


def entries_in_run(config: Mapping, waves: Sequence[str]) -> dict[str, dict[str, Mapping]]:
    """The entries that have all their waves, and those of their populations, in the run."""
    return {
        section: {
            name: entry
            for name, entry in config.get(section, {}).items()
            if needed_waves(config, entry) <= set(waves)
        }
        for section in SECTIONS
    }


def needed_waves(config: Mapping, entry: Mapping) -> set[str]:
    """The waves of an entry and of the populations that it names."""
    populations = config.get("populations", {})
    named = [populations[name] for name in entry.get("populations", ())]
    return {*entry["waves"], *(population["wave"] for population in named if "wave" in population)}


def waves_of_entries(config: Mapping, entries: Entries) -> set[str]:
    """The waves of all entries."""
    every = [entry for section in entries.values() for entry in section.values()]
    return set().union(*(needed_waves(config, entry) for entry in every))


def numbers_depend_on(
    config: Mapping, entries: Entries, figures: Mapping[str, Mapping]
) -> list[object]:
    """The entries without their words, and which figures tabulate their outcomes."""
    populations = without_words(config.get("populations", {}))
    plain = {section: without_words(part) for section, part in entries.items()}
    outcomes = {
        entry["outcome"]["variable"] for part in entries.values() for entry in part.values()
    }
    shown = {name: figures_of_everybody(figures, name) for name in sorted(outcomes)}
    return [populations, plain, shown]


def figures_of_everybody(figures: Mapping[str, Mapping], variable: str) -> list[str]:
    """The figures that tabulate a variable for everybody of a country."""
    return [
        number for number, entry in figures.items()
        if any(query["variable"] == variable and not query.get("where")
               for query in entry.get("estimates", ()))
    ]  # fmt: skip
