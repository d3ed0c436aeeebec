"""What a figure asks to be tabulated, beyond the names that its schema looks up."""

from collections.abc import Mapping

from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

EVERYBODY = "all"  # the one group that needs no label


def check_groups(checker: Checker, path: KeyPath, entry: Mapping) -> None:
    """Named groups, each with a label."""
    for key, group in entry.get("groups", {}).items():
        if "label" not in (group or {}) and key != EVERYBODY:
            remedy = f"Add `label`, or call it `{EVERYBODY}` if it is everybody."
            checker.add((*path, "groups", key), key, "a group without a label", remedy)
