"""The overview of what was asked: legible at any number of waves, and without colour."""

import re

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from tsunagari.codebook.derivation import derive
from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.charts.availability import availability as draw
from tsunagari.draw.charts.availability_notes import availability_alt
from tsunagari.draw.paper import style
from tsunagari.harmonise.availability import KEYS, availability
from tsunagari.harmonise.labels import availability_labels, derived_variables, row_groups
from tsunagari.read.tables import read_filled
from tsunagari.run.notebook import declared_parameters, execute

LANGUAGES = ("ja", "en")
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SMALLEST = 6.0  # points, of any letter on a page that is read as it is printed


def waves_of(project, count: int) -> dict:
    """So many waves like that of 2017, a year apart."""
    like = project.waves["2017"]
    return {
        str(year): like | {"year": year, "title": {"ja": f"{year}年度調査", "en": f"{year} survey"}}
        for year in range(2000, 2000 + count)
    }


def random_table(project, waves, countries, seed: int = 1) -> pd.DataFrame:
    """Any state and grade in any cell."""
    rng, codebook = np.random.default_rng(seed), project.codebook
    keys = [
        (wave, country, variable.name, item or variable.name)
        for wave in waves
        for country in countries
        for variable in codebook.variables.values()
        for item in variable.items or (None,)
    ]
    table = pd.DataFrame(keys, columns=list(KEYS)).assign(n_respondents=1200)
    state = rng.choice(["asked", "part", "not_asked", "constant"], len(table))
    table["n_not_asked"] = np.select([state == "part", state == "not_asked"], [600, 1200], 0)
    table["n_asked"] = table["n_answered"] = 1200 - table["n_not_asked"]
    graded = np.isin(state, ["asked", "part"])
    grades = np.where(graded, rng.choice(["", "A", "B", "C", "D"], len(table)), "")
    return table.assign(state=state, grade_with_earlier=grades)


def drawing_of(project, table, waves, language):
    labels = availability_labels(project.codebook_config, waves)
    derived = derived_variables(project.codebook_config)
    groups = row_groups(project.codebook_config)
    return draw(table, labels, groups, derived, language), availability_alt(
        table, labels, derived, language
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("count", "countries"), [(1, 1), (2, 4), (3, 4), (25, 1), (25, 4)])
def test_words_are_legible_and_none_covers_another(project, language, count, countries):
    waves = waves_of(project, count)
    names = list(project.codebook["country"].categories)[:countries]
    picture, _ = drawing_of(project, random_table(project, waves, names), waves, language)
    renderer = FigureCanvasAgg(picture).get_renderer()
    artists = [artist for artist in picture.findobj(Text) if artist.get_text()]
    boxes = np.array(
        [artist.get_window_extent(renderer).padded(-1.0).extents for artist in artists]
    )
    assert min(artist.get_size() for artist in artists) >= SMALLEST
    assert (boxes[:, :2] >= 0).all() and (boxes[:, 2:] <= picture.bbox.max).all()
    for index, (left, low, right, high) in enumerate(boxes):
        later = boxes[index + 1 :]
        over = (later[:, 0] < right) & (left < later[:, 2])
        over &= (later[:, 1] < high) & (low < later[:, 3])
        assert not over.any(), artists[index].get_text()
    assert picture.get_figwidth() == style.PAGE_WIDTH / 72


def test_every_column_and_variable_stands_on_the_picture(project):
    waves = waves_of(project, 25)
    countries = list(project.codebook["country"].categories)
    table = random_table(project, waves, countries)
    picture, _ = drawing_of(project, table, waves, "en")
    words = [artist.get_label() for artist in picture.findobj(Text)]
    for country in countries:
        label = project.codebook_config["variables"]["country"]["categories"][country]["en"]
        assert words.count(label) == 25
    assert sum(word == f"{year} survey" or word == str(year) for word in words
               for year in range(2000, 2025)) == 25  # fmt: skip
    written = {re.sub(r"[\s†]", "", word) for word in words}
    for name, entry in project.codebook_config["variables"].items():
        if name in set(table["variable"]):
            assert re.sub(r"\s", "", entry["label"]["en"]) in written


def test_squares_are_filled_as_far_as_it_was_asked(project):
    waves = waves_of(project, 1)
    table = random_table(project, waves, ["japan"])
    once = table[~table.duplicated(["variable"], keep=False)]
    picture, _ = drawing_of(project, once, waves, "en")
    filled = [
        patch.get_width()
        for patch in picture.findobj(Rectangle)
        if patch.get_facecolor() == to_rgba(style.ASKED)
    ]
    whole, half = (once["state"] == "asked").sum(), (once["state"] == "part").sum()
    assert sorted(filled) == [5.0] * (half + 1) + [10.0] * (whole + 1)  # and the key's own


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_are_those_of_the_table_and_readable_on_the_fill(project, language):
    waves = waves_of(project, 2)
    table = random_table(project, waves, ["japan"]).drop_duplicates(["wave", "variable"])
    picture, _ = drawing_of(project, table, waves, language)
    letters = [artist.get_text() for artist in picture.findobj(Text)]
    for grade in "ABCD":
        assert letters.count(grade) == (table["grade_with_earlier"] == grade).sum()
    assert style.contrast(style.INK, style.ASKED) > 4.5
    assert style.contrast("#000000", style.ASKED) / style.contrast("#000000", style.PAPER) < 0.75


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 25])
def test_alt_text_counts_what_was_asked(project, language, count):
    waves = waves_of(project, count)
    table = random_table(project, waves, ["japan"]).drop_duplicates(["wave", "variable"])
    _, alt = drawing_of(project, table, waves, language)
    derived = derived_variables(project.codebook_config)
    asked = table[(table["state"] != "constant") & ~table["variable"].isin(derived)]
    if count == 2:
        for _, rows in asked.groupby("wave"):
            assert str(len(rows)) in alt
            for state in ("asked", "part", "not_asked"):
                assert str((rows["state"] == state).sum()) in alt
    else:
        assert "25" in alt and str(asked["variable"].nunique()) in alt
    assert str((asked["grade_with_earlier"] != "").sum()) in alt
    assert (language == "en") is not bool(JAPANESE.search(alt))


def test_a_picture_of_respondents_by_its_notebook(project, tmp_path, monkeypatch):
    """From respondents of two waves, one of which lacks most, to the executed notebook."""
    monkeypatch.chdir(ROOT)
    people = {
        wave: derive(
            project.codebook,
            pd.DataFrame(
                {
                    "country": ["japan"] * 3,
                    "age": pd.array([20, 30, 70], "Int64"),
                    "sex": ["male", "female", "male"],
                    **{
                        column: "_not_asked"
                        for variable in project.codebook.asked
                        if variable.name not in ("country", "age", "sex")
                        for column in variable.columns()
                    },
                }
            ),
        )
        for wave in project.waves
    }
    parts = {wave: [frame] for wave, frame in people.items()}
    table = availability(project.codebook, project.waves, parts)
    table.to_csv(tmp_path / "table.csv", index=False)
    pd.testing.assert_frame_equal(read_filled(tmp_path / "table.csv"), table, check_dtype=False)
    notebook = ROOT / "notebooks" / "availability.ipynb"
    given = declared_parameters(notebook) | {
        "formats": ["svg"], "data": str(tmp_path / "table.csv"), "results": str(tmp_path / "out"),
    }  # fmt: skip
    execute(notebook, tmp_path / "done.ipynb", given)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["availability.en.svg", "availability.ja.svg"]


def test_a_table_that_is_missing_is_named(tmp_path):
    with pytest.raises(ProblemsFound, match=r"table\.csv: the table is missing"):
        read_filled(tmp_path / "table.csv")
