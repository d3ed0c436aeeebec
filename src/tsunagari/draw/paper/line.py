"""A line of text that stands where the font's own advances put it, in every format.

Matplotlib lays each text out anew for each format, with that format's metrics. A page knows
already where its lines begin and how long they are (`paper.text`), so nothing is left to lay out:
that saves a fifth of the time of drawing, and a line stands in the same place in all formats.
"""

from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.text import Text

from tsunagari.draw.paper.text import font_family, width

SHARE_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}  # of the line, before its point


class Line(Text):
    """One line on its baseline, in the bundled font; in another one as matplotlib lays it out."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line with one format's renderer."""
        if self.get_fontfamily() != [font_family()] or not self.get_text():
            return super().draw(renderer)
        x, y = self.get_transform().transform(self.get_position())
        long = renderer.points_to_pixels(width(self.get_text(), self.get_fontsize()))
        x -= SHARE_BEFORE[self.get_horizontalalignment()] * long
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())  # by which pages find text (web_pictures)
        gc = renderer.new_gc()
        gc.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        renderer.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0.0, mtext=self)
        gc.restore()
        renderer.close_group("text")
        return None
