"""YAML that says something else than it seems to say is refused, with its line."""

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.config.yaml_lines import load_yaml


def problems_of(tmp_path, text: str) -> list[str]:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_yaml(path, "a.yaml")
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("no", "truth value"), ("Yes", "truth value"), ("on", "truth value"),
        ("010", "number"), ("1_000", "number"), ("1:30", "number"), ("0x1F", "number"),
        ("+3", "number"), ("02.5", "number"), (".5", "number"), (".inf", "number"),
        ("2017-01-01", "date"),
    ],
)  # fmt: skip
def test_a_plain_value_that_yaml_takes_for_something_else(tmp_path, written, kind):
    for text in (f"a: 1\nb: {written}\n", f"a: 1\nb: [x, {written}]\n", f"a: 1\n{written}: x\n"):
        shown = problems_of(tmp_path, text)
        assert len(shown) == 1
        assert shown[0].startswith(f"a.yaml: line 2: YAML reads this as a {kind}")
        assert f"[{written}]" in shown[0]


def test_values_as_they_seem(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text('a: [true, 0, -1, 10, 0.5, 1.5e-3, null, "no", "010", no_answer, 1-2, 1e5]\n')
    data, _ = load_yaml(path, "a.yaml")
    wanted = [True, 0, -1, 10, 0.5, 0.0015, None, "no", "010", "no_answer", "1-2", "1e5"]
    assert data == {"a": wanted}


def test_syntax_is_named_where_it_begins_and_where_it_is_noticed(tmp_path):
    (quote,) = problems_of(tmp_path, "a:\n  b: 'one\n  c: 2\n  d: 3\n")
    assert "that begins on line 2" in quote
    (brace,) = problems_of(tmp_path, "a:\n  b: {c: 1\n  d: 3\n")
    assert brace.startswith("a.yaml: line 3: ")
    assert "that begins on line 2" in brace


def test_an_alias_without_its_anchor(tmp_path):
    (shown,) = problems_of(tmp_path, "a: &circle [1]\nb: &square [2]\nc: {d: *circl}\n")
    assert shown == ("a.yaml: line 3: no anchor of this name above [circl]. Did you mean 'circle'?")


def test_a_key_may_be_asked_for_as_a_number_or_as_text(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("codes:\n  1: a\n  x: b\nlist:\n  - c\n  - d\n")
    _, lines = load_yaml(path, "a.yaml")
    assert lines.of(("codes", 1)) == lines.of(("codes", "1")) == 2
    assert lines.of(("list", 1)) == lines.of(("list", "1")) == 6
    assert lines.of(("list", 7, "x")) == 4
