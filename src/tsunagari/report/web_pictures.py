"""Pictures for pages: text as text in place of outlines, so that it is light and can be read.

Matplotlib draws each text as glyph outlines and says the text itself in a comment beside
them; a page brings the font once, so the text is enough.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
GLYPH_UNITS = 100  # matplotlib's outlines are this large, whatever the size of the text
GROUP = f"{{{SVG}}}g"
READ = tuple(f"{{{SVG}}}{name}" for name in ("text", "title", "desc"))
REFERENCE = re.compile(r"(?:^|url\()#([^)]+)")
NUMBER = re.compile(r"-?\d+\.\d{3,}")
AROUND_COMMAND = re.compile(r" ?([A-Za-z]) ?")
COORDINATE = re.compile(r"-?\d+\.\d+")
RECTANGLE = re.compile(
    r"M(?P<a>\S+) (?P<b>[^\sL]+)L(?P<c>\S+) (?P=b)L(?P=c) (?P<d>[^\sL]+)L(?P=a) (?P=d)z"
)
STROKE = re.compile(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)(?=M|$)")  # of a hatching
PLACE = re.compile(r"translate\((\S+) (\S+)\)")
QUOTED = re.compile(r'="([\w.-]+)"(?=[ >])')
STYLE = re.compile(r' style="([^"]*)"')


def web_picture(svg: str, name: str) -> str:
    """An SVG of matplotlib's with text elements, few decimals, and no metadata.

    name  prefix of the ids, so that several pictures can stand in one page
    Its title and description are the first two elements and have the ids `<name>-title` and
    `<name>-desc`. Raises ValueError where a text has no comment that says it.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    builder = ElementTree.TreeBuilder(insert_comments=True)
    root = ElementTree.fromstring(svg, ElementTree.XMLParser(target=builder))
    for metadata in root.findall(f"{{{SVG}}}metadata"):
        root.remove(metadata)
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if str(child.get("id", "")).startswith("text_"):
                parent[place] = _text(child)
    _rename(root, name)
    _flatten(root)
    for element in root.iter():
        _tidy(element)
    _frame(root, name)
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def with_classes(pictures: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Pictures whose styles are classes, and the style sheet of these classes.

    They are HTML from here on: simple values of attributes stand without quotes.
    A style is said once for all pages and not at every mark; classes are numbered in the
    order in which the pictures, by name, need them.
    """
    classes: dict[str, str] = {}

    def class_of(found: re.Match) -> str:
        return f' class="{classes.setdefault(found[1], f"p{len(classes)}")}"'

    changed = {
        name: QUOTED.sub(r"=\1", STYLE.sub(class_of, pictures[name])) for name in sorted(pictures)
    }
    rules = [f".picture .{name}{{{style.replace(': ', ':')}}}" for style, name in classes.items()]
    return changed, "\n".join(rules) + "\n"


def _text(group: ElementTree.Element) -> ElementTree.Element:
    """The text of one group of outlines, at its place, in its size and colour."""
    said = [child.text for child in group if child.tag is ElementTree.Comment]
    if len(said) != 1 or "\n" in said[0].strip():
        raise ValueError(f"{group.get('id')}: no single line of text beside the outlines")
    drawn = group.find(GROUP)
    place, _, scale = drawn.get("transform", "").rpartition(" scale(")
    text = ElementTree.Element(f"{{{SVG}}}text", {"transform": place})
    size = f"font-size: {float(scale.split()[0]) * GLYPH_UNITS:g}px"
    text.set("style", "; ".join([size, drawn.get("style", "fill: #000000")]))
    text.text = unescape(said[0].strip())  # within comments XML expands nothing
    return text


def _rename(root: ElementTree.Element, name: str) -> None:
    """Ids that are referred to, made the page's own; all others removed."""
    referred = {
        found
        for element in root.iter()
        for value in element.attrib.values()
        for found in REFERENCE.findall(value)
    }
    for element in root.iter():
        identity = element.get("id")
        if identity in referred:
            element.set("id", f"{name}-{identity}")
        elif identity is not None:
            del element.attrib["id"]
        for key, value in element.attrib.items():
            if key == f"{{{XLINK}}}href":
                element.set(key, value.replace("#", f"#{name}-", 1))
            elif "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{name}-"))


def _flatten(parent: ElementTree.Element) -> None:
    """Put the contents of groups that say nothing in their place; drop the sheet of styles,
    which would hold for the whole page (the page has the same for its pictures)."""
    flat: list[ElementTree.Element] = []
    for child in list(parent):
        _flatten(child)
        if child.tag == GROUP and not child.attrib:
            flat.extend(child)
        elif child.tag == f"{{{SVG}}}defs":
            child[:] = [each for each in child if each.tag != f"{{{SVG}}}style"]
            flat.extend([child] if len(child) else [])
        elif child.tag is not ElementTree.Comment:
            flat.append(child)
    parent[:] = flat


def _tidy(element: ElementTree.Element) -> None:
    """Few decimals, and no white space between what is drawn."""
    for key in ("d", "transform", "style", "x", "y", "points"):
        if key in element.attrib:
            short = NUMBER.sub(lambda number: f"{float(number[0]):.2f}", element.get(key))
            element.set(key, " ".join(short.split()))
    if "d" in element.attrib:
        path = AROUND_COMMAND.sub(r"\1", COORDINATE.sub(_tenth, element.get("d")))
        path = RECTANGLE.sub(r"M\g<a> \g<b>H\g<c>V\g<d>H\g<a>z", path)
        element.set("d", STROKE.sub(_relative, path))
    if element.tag == READ[0] and (place := PLACE.fullmatch(element.get("transform"))):
        del element.attrib["transform"]
        element.set("x", place[1])
        element.set("y", place[2])
    if element.tag not in READ:
        element.text = None
    element.tail = None


def _relative(stroke: re.Match) -> str:
    """A stroke with its end relative to its start, which is shorter."""
    x, y, to_x, to_y = map(float, stroke.groups())
    right, down = (f"{end:.1f}".removesuffix(".0") for end in (to_x - x, to_y - y))
    apart = "" if down.startswith("-") else " "
    return f"M{stroke[1]} {stroke[2]}l{right}{apart}{down}"


def _tenth(number: re.Match) -> str:
    """A coordinate to a tenth of a point, a seventh of a pixel where pictures are 58 rem wide."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _frame(root: ElementTree.Element, name: str) -> None:
    """No fixed size, and a name and description that assistive technology finds."""
    for side in ("width", "height", "version"):
        root.attrib.pop(side, None)
    root.set("class", "picture")
    root.set("role", "img")
    for part, role in (("title", "labelledby"), ("desc", "describedby")):
        element = root.find(f"{{{SVG}}}{part}")
        if element is not None:
            element.set("id", f"{name}-{part}")
            root.set(f"aria-{role}", f"{name}-{part}")
