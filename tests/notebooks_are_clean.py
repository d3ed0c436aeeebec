"""Fails if a notebook carries output, an execution count or a cell without an id."""

import json
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def slips(path: Path) -> list[str]:
    """What should not be stored in one notebook."""
    found = []
    for place, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] == "code" and (cell["outputs"] or cell["execution_count"]):
            found.append(f"{path.name}: cell {place} carries output; clear it")
        if "id" not in cell:
            found.append(f"{path.name}: cell {place} has no id; save it as nbformat 4.5")
    return found


if __name__ == "__main__":
    found = [slip for path in sorted(NOTEBOOKS.glob("*.ipynb")) for slip in slips(path)]
    sys.exit("\n".join(found) or None)
