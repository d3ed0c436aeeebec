"""What the text of a cell may be, before a wave's file says what it means."""

NO_ROW = "\0"  # the cell of somebody without a row in a joined module, who was not asked it


def as_number(cell: str) -> float | None:
    """A finite number written in digits, or None."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if "_" not in cell and abs(number) < float("inf") else None
