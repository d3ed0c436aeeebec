"""The page that a picture is drawn on: frame, axis, text, style, saving."""
