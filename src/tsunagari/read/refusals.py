"""Files that no reader can make sense of: missing, empty, of another format."""

from collections.abc import Mapping
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.read.formats import FORMATS, LONGEST_SIGNATURE, OUTDATED, format_of_content

AGAIN = "Deliver it again."


def refuse(path: Path, file: Mapping) -> None:
    """Raises ProblemsFound for a file that is missing, empty or not of its reader's format."""
    shown_as = file["path"]
    if not path.is_file():
        raise ProblemsFound([missing(path)])
    if path.stat().st_size == 0:
        raise ProblemsFound([Problem(shown_as, "", "", "the file is empty", AGAIN)])
    with path.open("rb") as stream:
        found = format_of_content(stream.read(LONGEST_SIGNATURE))
    reader = FORMATS[file["reader"]]
    expected = None if reader.is_text else file["reader"]
    if found != expected:
        raise ProblemsFound([_other_format(file, found)])


def missing(path: Path) -> Problem:
    """A file that is not there, with the nearest one that is."""
    remedy = "Put it there, or mend `path` in the wave's file."
    if path.parent.is_dir():
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
        remedy += f" {nearest(path.name, names)}" if names else ""
    return Problem(str(path), "", "", "the delivered file is missing", remedy)


def _other_format(file: Mapping, found: str | None) -> Problem:
    wanted = FORMATS[file["reader"]].name
    if found in OUTDATED:
        message = f"not {wanted} but {found}"
        return Problem(file["path"], "", file["reader"], message, OUTDATED[found])
    if found is None:
        message = f"the file does not begin as {wanted} does: it is of another format or damaged"
        remedy = "Set `reader:` to the file's format (csv if it is text), or deliver it again."
        return Problem(file["path"], "", file["reader"], message, remedy)
    message = f"not {wanted} but {FORMATS[found].name}"
    return Problem(file["path"], "", file["reader"], message, f"Set `reader: {found}`.")


def damaged(file: Mapping, said: object) -> Problem:
    """A file that begins well and then cannot be read, with what its library says."""
    message = f"the file is damaged or cut short ({str(said).strip() or type(said).__name__})"
    return Problem(file["path"], "", "", message, AGAIN)
