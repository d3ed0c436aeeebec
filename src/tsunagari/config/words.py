"""Words that a reader sees: a text in each language of the project.

A text is a mapping of language to words. Those of a room of the package are in
`resources/words/<room>.yaml`, a key a text, and are asked for by the room's module `words`. A
project adds languages to them, or puts other words in their place, in `config/words/<room>.yaml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

import yaml

from tsunagari.config.problems import Problem, ProblemsFound

Text = Mapping[str, str]  # language -> words

RESOURCES = Path(__file__).parents[3] / "resources" / "words"
PROJECT = Path("config")  # as jobs see it, which run in the project's folder
DEFAULT = ("ja", "en")  # the languages of a project that names none
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # every job reads words: the quick one


@cache
def languages() -> tuple[str, ...]:
    """The languages of the project, first the main one: `languages` of its config.yaml."""
    settings = PROJECT / "config.yaml"
    return tuple(_read(settings).get("languages", DEFAULT)) if settings.is_file() else DEFAULT


def main_language() -> str:
    """The language of the publication: the project's first."""
    return languages()[0]


def language_of_tables() -> str:
    """The language of columns that are in one only: English, or the main one without it."""
    return "en" if "en" in languages() else main_language()


def columns(name: str) -> tuple[str, ...]:
    """The columns of a table that hold a text: `<name>_<language>`."""
    return tuple(f"{name}_{language}" for language in languages())


def in_columns(name: str, text: Text) -> dict[str, str]:
    """A text as the cells of its columns."""
    return {f"{name}_{language}": text[language] for language in languages()}


def same(words: str) -> Text:
    """Words that are the same in each language."""
    return dict.fromkeys(languages(), words)


def words_of(entry: Mapping) -> Text:
    """The words of an entry of the configuration that may hold more than words."""
    return {language: entry[language] for language in languages()}


def texts_of(entries: Mapping[str, Mapping]) -> dict[str, Text]:
    """`words_of` of each entry."""
    return {key: words_of(entry) for key, entry in entries.items()}


def filled(text: Text, /, **values: object) -> Text:
    """A text with values filled in; a value that is a text gives its own language."""
    return {
        language: words.format(
            **{
                name: value[language] if isinstance(value, Mapping) else value
                for name, value in values.items()
            }
        )
        for language, words in text.items()
    }


def joined(texts: Iterable[Text], join: Text) -> Text:
    """Texts one after the other, in each language."""
    texts = list(texts)
    return {language: join[language].join(text[language] for text in texts) for language in join}


class Words(Mapping[str, Text]):
    """The texts of one room; those of a section have its name before a dot in theirs.

    Raises ProblemsFound for a text that lacks a language of the project.
    """

    def __init__(self, room: str, section: str = "") -> None:
        self.room, self.section = room, section

    @cached_property
    def texts(self) -> dict[str, Text]:
        """Key -> its text, in the order of the file. Read when a text is first asked for."""
        all_of_room = _texts_of_room(self.room)
        start = len(self.section)
        return {k[start:]: text for k, text in all_of_room.items() if k.startswith(self.section)}

    def __getitem__(self, key: str) -> Text:
        return self.texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def part(self, section: str) -> "Words":
        """The texts of one section alone, by their own names."""
        return _part(self.room, f"{self.section}{section}.")

    def say(self, key: str, language: str, /, **values: object) -> str:
        """The words of `key` in one language, with the values filled in."""
        return self.texts[key][language].format(**values)

    def text(self, key: str, /, **values: object) -> Text:
        """The words of `key` in each language; a value that is a text gives its own language."""
        return filled(self.texts[key], **values)

    def joined(self, texts: Iterable[Text], join: str = "comma") -> Text:
        """Texts one after the other, in each language, with the words of `join` between."""
        return joined(texts, self.texts[join])


@cache
def _part(room: str, section: str) -> Words:
    return Words(room, section)


def words_files(room: str) -> list[Path]:
    """Files that hold the words of a room: the pipeline's, and the project's (if it is there)."""
    return [RESOURCES / f"{room}.yaml", PROJECT / "words" / f"{room}.yaml"]


@cache
def entries(room: str) -> dict:
    """What the pipeline's own file of words of a room says."""
    return _read(RESOURCES / f"{room}.yaml")


@cache
def _texts_of_room(room: str) -> dict[str, Text]:
    """All texts of a room, and a problem for each that lacks a language."""
    project = words_files(room)[1]
    texts = _flat(entries(room))
    for key, text in _flat(_read(project) if project.is_file() else {}).items():
        texts[key] = {**texts.get(key, {}), **text}
    problems = [
        Problem(
            f"config/words/{room}.yaml", key, language, "no words in this language", "Add them."
        )
        for key, text in texts.items()
        for language in languages()
        if language not in text
    ]
    if problems:
        raise ProblemsFound(problems)
    return {key: words_of(text) for key, text in texts.items()}


def _read(file: Path) -> dict:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER) or {}


def _flat(entries: Mapping, section: str = "") -> dict[str, Text]:
    """Texts by their key after that of their section; a text is what holds words itself."""
    texts: dict[str, Text] = {}
    for key, entry in entries.items():
        if any(isinstance(words, str) for words in entry.values()):
            texts[f"{section}{key}"] = entry
        else:
            texts |= _flat(entry, f"{section}{key}.")
    return texts
