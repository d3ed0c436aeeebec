"""Lines of YAML: comments, values with and without a mark, all on lines of their own."""

from collections.abc import Iterable, Mapping, Sequence

import yaml

from tsunagari.config.words import Words
from tsunagari.config.yaml_lines import DECIDE, DECIDE_EITHER

WORDS = Words("waves")  # that a draft proposes


class Page:
    """A YAML file that is written line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def comment(self, text: str = "", indent: int = 0) -> None:
        """One comment; what YAML does not allow in a file is shown as a question mark."""
        self.lines.append(f"{' ' * indent}# {one_line(text)}".rstrip())

    def comments(self, texts: Iterable[str], indent: int = 0) -> None:
        for text in texts:
            self.comment(text, indent)

    def blank(self) -> None:
        self.lines.append("")

    def line(self, text: str, indent: int = 0) -> None:
        self.lines.append(" " * indent + text)

    def value(self, key: str, value: object, indent: int = 0, mark: bool = True) -> None:
        """`key: !DECIDE value` on one line."""
        tag = f"{DECIDE} " if mark else ""
        self.line(f"{flow(key)}: {tag}{flow(value)}", indent)

    def either(self, key: str, ways: Sequence[object], indent: int = 0) -> None:
        """`key: !DECIDE_EITHER`, and each of the values on a line."""
        self.line(f"{flow(key)}: {DECIDE_EITHER}", indent)
        for way in ways:
            self.line(f"- {flow(way)}", indent + 2)

    def one_of(self, key: str, ways: Sequence[object], indent: int = 0) -> None:
        """A value that is proposed, or several of which one is to be chosen."""
        if len(ways) == 1:
            self.value(key, ways[0], indent)
        else:
            self.either(key, ways, indent)

    @property
    def text(self) -> str:
        return "\n".join([*self.lines, ""])


def flow(value: object) -> str:
    """A value as YAML on one line; codes that are whole numbers without quotes as keys."""
    if isinstance(value, Mapping):
        value = {_plain(key): inner for key, inner in value.items()}
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=float("inf"), sort_keys=False
    )
    return text.removesuffix("...\n").strip()


def _plain(code: object) -> object:
    """A code such as "1" as the number that reads back as the same text."""
    whole = isinstance(code, str) and code.removeprefix("-").isdecimal()
    return int(code) if whole and str(int(code)) == code else code


def one_line(text: str) -> str:
    """Text for a comment: one line, printable; spaces before it are kept."""
    start = text[: len(text) - len(text.lstrip(" "))]
    plain = " ".join(text.split())
    return start + "".join(letter if letter.isprintable() else "?" for letter in plain)
