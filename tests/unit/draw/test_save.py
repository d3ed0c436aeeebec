"""Files: the same bytes each time, whole or not at all, with alt text, no empty boxes."""

import hashlib
import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from charts_tables import picture
from conftest import ROOT
from PIL import Image

from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.paper.save import FORMATS, save_figure

DRAW = """
import sys
from charts_tables import picture
from tsunagari.draw.paper.save import save_figure
from tsunagari.project import load_project
project = load_project("config")
for figure in ("4-3-2-1", "4-3-1-2"):
    drawing, *_ = picture(project, figure, "ja")
    save_figure(drawing, sys.argv[1], figure, ["svg", "png", "pdf"], "説明")
"""


def hashes(folder) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_bytes_repeat_over_processes_and_hash_seeds(tmp_path):
    for seed in ("0", "12345"):
        paths = [str(ROOT / "src"), str(ROOT / "tests" / "unit" / "draw")]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)}
        command = [sys.executable, "-c", DRAW, str(tmp_path / seed)]
        subprocess.run(command, check=True, env=environment, cwd=ROOT)
    first = hashes(tmp_path / "0")
    assert len(first) == 6
    assert first == hashes(tmp_path / "12345")


def test_files_hold_heading_and_alt_text(project, tmp_path):
    drawing, *_ = picture(project, "4-3-5-2", "ja")
    save_figure(drawing, tmp_path, "x", FORMATS, "説明 <&>")
    heading = "図表4-3-5-2　コミュニティへの参加状況（日本）"
    root = ElementTree.parse(tmp_path / "x.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title") == heading
    assert root.findtext(f"{space}desc") == "説明 <&>"
    with Image.open(tmp_path / "x.png") as image:
        assert (image.text["Title"], image.text["Description"]) == (heading, "説明 <&>")
    assert "説明".encode("utf-16-be") in (tmp_path / "x.pdf").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_files_hold_no_date_and_no_program(project, tmp_path, name):
    drawing, *_ = picture(project, "4-3-4-4", "en")
    save_figure(drawing, tmp_path, "x", [name], "alt")
    content = (tmp_path / f"x.{name}").read_bytes()
    found = [
        mark
        for mark in (b"CreationDate", b"Producer", b"dc:date", b"Software", b"Matplotlib v")
        if mark in content
    ]
    assert found == []


def test_the_preview_is_a_smaller_png(project, tmp_path):
    drawing, *_ = picture(project, "4-3-4-4", "ja")
    small = Image.open(io.BytesIO(save_figure(drawing, tmp_path, "x", ["png"], "alt")))
    with Image.open(tmp_path / "x.png") as full:
        assert small.format == "PNG" and small.width < full.width
        assert full.width == 1080  # 7.2 inches at 150 dots an inch, whatever the figure


def test_a_missing_glyph_is_an_error_that_names_it_and_its_label(project, tmp_path):
    title = {"ja": "笑顔\U0001f600の図", "en": "x"}
    drawing, *_ = picture(project, "4-3-4-4", "ja", title=title)
    (tmp_path / "x.png").write_bytes(b"before")
    with pytest.raises(ProblemsFound) as found:
        save_figure(drawing, tmp_path, "x", FORMATS, "alt")
    (problem,) = found.value.problems
    assert problem.value == "\U0001f600"
    assert "U+1F600" in problem.message and "笑顔" in problem.where
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x.png": b"before"}


def test_an_unknown_format_is_refused(project, tmp_path):
    drawing, *_ = picture(project, "4-3-4-4", "ja")
    with pytest.raises(ProblemsFound, match=r"unknown format \[gif\]"):
        save_figure(drawing, tmp_path, "x", ["png", "gif"], "alt")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_no_half_file(project, tmp_path, monkeypatch):
    drawing, *_ = picture(project, "4-3-4-4", "ja")
    (tmp_path / "x.svg").write_bytes(b"before")

    def killed(self, content):
        with self.open("wb") as file:
            file.write(content[:100])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", killed)
    with pytest.raises(KeyboardInterrupt):
        save_figure(drawing, tmp_path, "x", ["svg"], "alt")
    assert (tmp_path / "x.svg").read_bytes() == b"before"
