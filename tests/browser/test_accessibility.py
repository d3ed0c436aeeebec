"""For everybody: the keyboard reaches all, its place is seen, and axe-core finds no grave fault."""

import os
from pathlib import Path

import pytest
from reader import LANGUAGES, kinds

AXE = Path(os.environ["AXE"])
GRAVE = {"serious", "critical"}
MOST_PRESSED = 150  # controls of a page that Tab is pressed for; the others are in the same order
# Numbers all that a reader can act on, a <select> or a picture's list among them.
CONTROLS = """() => {
    const all = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0']")];
    return all.filter((each) => each.checkVisibility({visibilityProperty: true})
        && !each.closest("dialog")).map((each, at) => {
            each.dataset.control = at;
            return each.tabIndex;
        });
}"""
# Notes of each control that comes into focus whether that can be seen.
WATCH = """() => {
    window.focused = [];
    document.addEventListener("focusin", ({target}) => {
        const style = getComputedStyle(target);
        window.focused.push({
            control: target.dataset.control ?? null,
            name: target.outerHTML.slice(0, 120),
            seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        });
    });
}"""


@pytest.mark.parametrize("name", [*kinds(), "figures/4-3-5-1.html"])
def test_keyboard(reader, name):
    """Tab reaches every control of a page in turn, and the one that has it is outlined."""
    page = reader.open(name, "en")
    page.wait_for_timeout(200)
    places = page.evaluate(CONTROLS)
    assert set(places) == {0}, "a control that Tab leaves out, or comes to out of turn"
    pressed = min(len(places), MOST_PRESSED)
    page.evaluate(WATCH)
    for _ in range(pressed):
        page.keyboard.press("Tab")
    focused = page.evaluate("window.focused")
    hidden = {focus["name"] for focus in focused if not focus["seen"]}
    reached = [focus["control"] for focus in focused]
    assert not hidden
    assert reached == [str(control) for control in range(pressed)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*kinds(), "figures/4-3-5-1.html"])
def test_axe(reader, name, language):
    """axe-core finds no serious or critical fault on any kind of page, in either language."""
    page = reader.open(name, language)
    page.evaluate("document.querySelectorAll('img').forEach((img) => { img.loading = 'eager'; })")
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {preload: false, resultTypes: ['violations']})")[
        "violations"
    ]
    faults = [
        f"{fault['id']} ({len(fault['nodes'])}): {fault['nodes'][0]['html'][:200]}"
        for fault in found
        if fault["impact"] in GRAVE
    ]
    assert not faults, "\n".join(faults)
