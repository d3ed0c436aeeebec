"""Pictures to files: the same bytes each time, whole or not at all, with alt text inside."""

import io
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.draw.paper.style import styled
from tsunagari.draw.paper.text import FONT_PATH, missing_glyphs
from tsunagari.run.job import whole

FORMATS = ("svg", "png", "pdf")
PREVIEW = 0.6  # of the picture's size


def save_figure(
    figure: Figure, folder: str | Path, stem: str, formats: Iterable[str], alt: str
) -> bytes:
    """Write `folder/stem.format` for each format; gives a small PNG to show in a notebook.

    alt  a description for people who do not see the picture, stored in the file with the
    heading. Each file is written beside its place and then renamed. Raises ProblemsFound
    for a character that the bundled font lacks and for an unknown format.
    """
    formats = list(formats)
    _check_formats(formats, stem)
    check_glyphs(figure, stem)
    pixels = _pixels(figure)
    for name in formats:
        with whole(Path(folder) / f"{stem}.{name}") as partial:
            partial.write_bytes(_rendered(figure, name, alt, pixels))
    small = (round(pixels.width * PREVIEW), round(pixels.height * PREVIEW))
    return _png(pixels.resize(small, Image.Resampling.LANCZOS))


def _check_formats(formats: list[str], stem: str) -> None:
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        remedy = f"Use {', '.join(FORMATS)}."
        raise ProblemsFound(
            Problem(stem, "formats", name, "unknown format", remedy) for name in unknown
        )


def check_glyphs(figure: Figure, stem: str) -> None:
    """Raise ProblemsFound for every character that would be drawn as an empty box."""
    problems = []
    for artist in figure.findobj(Text):
        for character in missing_glyphs(artist.get_text()):
            where = f"label '{artist.get_label() or artist.get_text()}'"
            message = f"the font {FONT_PATH.name} has no glyph for U+{ord(character):04X}"
            remedy = "Write it with another character."
            problems.append(Problem(stem, where, character, message, remedy))
    if problems:
        raise ProblemsFound(problems)


@styled
def _pixels(figure: Figure) -> Image.Image:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    size = canvas.get_width_height(physical=True)
    return Image.frombytes("RGBA", size, bytes(canvas.buffer_rgba())).convert("RGB")


@styled
def _rendered(figure: Figure, name: str, alt: str, pixels: Image.Image) -> bytes:
    """The file's bytes, without dates, program names or random identifiers."""
    title = figure.get_label()
    if name == "png":
        words = PngInfo()
        words.add_itxt("Title", title)
        words.add_itxt("Description", alt)
        return _png(pixels, pnginfo=words, dpi=(figure.dpi, figure.dpi))
    buffer = io.BytesIO()
    if name == "svg":
        metadata = {"Title": title, "Date": None, "Creator": None}
        FigureCanvasSVG(figure).print_figure(buffer, format="svg", metadata=metadata)
        return _with_description(buffer.getvalue(), alt)
    metadata = {"Title": title, "Subject": alt}
    metadata |= dict.fromkeys(("CreationDate", "Creator", "Producer"))
    FigureCanvasPdf(figure).print_figure(buffer, format="pdf", metadata=metadata)
    return buffer.getvalue()


def _png(pixels: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    pixels.save(buffer, format="png", compress_level=4, **options)
    return buffer.getvalue()


def _with_description(svg: bytes, alt: str) -> bytes:
    """Add <desc> behind <title>, where assistive technology looks for it."""
    end = b"</title>"
    head, found, tail = svg.partition(end)
    if not found:
        raise ValueError("the SVG has no title to put a description behind")
    head = head.replace(b"<svg ", b'<svg role="img" ', 1)
    return head + end + f"\n <desc>{escape(alt)}</desc>".encode() + tail
