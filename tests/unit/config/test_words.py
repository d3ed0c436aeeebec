"""Words: in every language of the project, and the same values filled in by each."""

import re

import pytest
import yaml

from tsunagari.config import words
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.words import RESOURCES, Words, filled, joined, languages

ROOMS = sorted(path.stem for path in RESOURCES.glob("*.yaml"))


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in another folder, with three languages and words of one of them of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config/words").mkdir(parents=True)
    (tmp_path / "config/config.yaml").write_text("languages: [ja, en, xx]\n")
    forget()
    yield tmp_path / "config/words"
    monkeypatch.undo()
    forget()


def forget() -> None:
    words.languages.cache_clear()
    words._texts_of_room.cache_clear()


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_is_in_every_language_and_fills_in_the_same_values(room):
    for key, text in Words(room).texts.items():
        assert tuple(text) == languages(), key
        values = [set(re.findall(r"{(\w+)", words)) for words in text.values()]
        assert set.union(*values) in values, key  # one of them names all: none is misspelt


def test_a_language_more_is_yaml_and_what_it_lacks_is_named(project):
    texts = {key: {"xx": f"<{text['en']}>"} for key, text in shipped("draw").items()}
    del texts["stop"]
    (project / "draw.yaml").write_text(yaml.safe_dump(texts))
    with pytest.raises(ProblemsFound, match=r"config/words/draw\.yaml: stop.*\[xx\]"):
        Words("draw")["comma"]
    texts["stop"] = {"xx": "!", "en": "."}
    (project / "draw.yaml").write_text(yaml.safe_dump(texts))
    forget()
    assert Words("draw")["stop"] == {"ja": "。", "en": ".", "xx": "!"}
    assert Words("draw").say("base", "xx", base="B") == "<Base: B>"


def test_a_part_has_its_own_names():
    part = Words("draw").part("comparison")
    assert part["changed"] == Words("draw")["comparison.changed"] and "stop" not in part


def test_texts_are_filled_and_joined_in_each_language():
    one = filled({"ja": "{a}人", "en": "{a} of {b}"}, a=1, b={"ja": "い", "en": "B"})
    assert one == {"ja": "1人", "en": "1 of B"}
    assert joined([one, one], {"ja": "、", "en": "; "}) == {
        "ja": "1人、1人",
        "en": "1 of B; 1 of B",
    }


def shipped(room: str) -> dict:
    return words._flat(words._read(RESOURCES / f"{room}.yaml"))
