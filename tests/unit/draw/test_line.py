"""Lines of text stand where matplotlib's own layout would put them, in every format."""

import io
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from tsunagari.draw.paper.line import Line
from tsunagari.draw.paper.style import styled
from tsunagari.report.web_pictures import web_picture

WORDS = "共助サポーター (n=1,333) 12.9%"


@styled
def place_in_svg(kind: type[Text], across: str) -> tuple[float, float]:
    """Where a line's first glyph begins, in points."""
    figure = Figure(figsize=(4, 1))
    figure.add_artist(kind(0.5, 0.5, WORDS, ha=across, va="baseline", size=9))
    buffer = io.BytesIO()
    FigureCanvasSVG(figure).print_figure(buffer, format="svg")
    [(x, y)] = re.findall(rb'<g [^>]*transform="translate\(([\d.]+) ([\d.]+)\)', buffer.getvalue())
    return float(x), float(y)


@styled
def ink(kind: type[Text], across: str) -> tuple[int, ...]:
    """The box of what is drawn, in pixels."""
    canvas = FigureCanvasAgg(Figure(figsize=(4, 1)))
    canvas.figure.add_artist(kind(0.5, 0.5, WORDS, ha=across, va="baseline", size=9))
    canvas.draw()
    picture = Image.fromarray(255 - np.asarray(canvas.buffer_rgba())[:, :, 0])
    return picture.getbbox()


@pytest.mark.parametrize("across", ["left", "center", "right"])
def test_a_line_stands_where_matplotlib_lays_it_out(across):
    assert place_in_svg(Line, across) == pytest.approx(place_in_svg(Text, across), abs=0.5)
    assert ink(Line, across) == pytest.approx(ink(Text, across), abs=1)


@styled
def test_a_page_reads_a_line_as_text_and_not_as_outlines():
    figure = Figure(figsize=(4, 1))
    figure.suptitle("")
    figure.add_artist(Line(0.5, 0.5, WORDS, size=9))
    buffer = io.BytesIO()
    FigureCanvasSVG(figure).print_figure(buffer, format="svg", metadata={"Title": "title"})
    picture = web_picture(buffer.getvalue().decode(), "name")
    assert f">{WORDS}</text>" in picture
    assert "<use" not in picture and picture.count("<text") == 1


@styled
def test_another_font_is_laid_out_by_matplotlib():
    """Its advances are not the bundled font's."""
    figure = Figure(figsize=(4, 1))
    artists = [
        kind(0.5, 0.5, "wide", ha="right", fontfamily="DejaVu Sans") for kind in (Line, Text)
    ]
    pictures = []
    for artist in artists:
        figure = Figure(figsize=(4, 1))
        figure.add_artist(artist)
        buffer = io.BytesIO()
        FigureCanvasAgg(figure).print_png(buffer)
        pictures.append(buffer.getvalue())
    assert pictures[0] == pictures[1]
