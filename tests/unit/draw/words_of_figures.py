"""What tests of pictures ask of all words in a drawing."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

PADDED = -1.2  # half a point off each side: lines of one text touch; glyphs are narrower than that


def assert_nothing_overlaps(figure: Figure) -> None:
    """No words leave the page, and none lie on others."""
    renderer, page = FigureCanvasAgg(figure).get_renderer(), figure.bbox
    boxes = [
        (artist.get_text(), artist.get_window_extent(renderer).padded(PADDED))
        for artist in figure.findobj(Text)
        if artist.get_text()
    ]
    for words, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1, words
    clashes = [
        (one, other)
        for index, (one, box) in enumerate(boxes)
        for other, second in boxes[index + 1 :]
        if box.overlaps(second)
    ]
    assert clashes == []
