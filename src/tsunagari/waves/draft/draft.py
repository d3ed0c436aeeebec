"""The draft of config/waves/<wave>.yaml: every proposal with its evidence and a mark."""

from tsunagari.waves.draft.findings import Findings
from tsunagari.waves.draft.page import WORDS, Page
from tsunagari.waves.draft.parts import write_columns, write_files
from tsunagari.waves.draft.profile import reach
from tsunagari.waves.draft.roles import design_roles, durations

HEAD = """\
yaml-language-server: $schema=../../workflow/schemas/wave.schema.yaml

Draft of wave {name}, from {files}.

A value after !DECIDE is a proposal: read the evidence above it, mend it if it is wrong, and take
!DECIDE away. After !DECIDE_EITHER stand several values: keep one, without tag, dash and the
others. While one mark is left the wave does not run, and a run lists the marks that are left.
Other waves run meanwhile if config.yaml names them under `waves`."""


def draft(findings: Findings) -> str:
    """The draft as text: valid by the schema, and not to be run while a mark is left."""
    page = Page()
    files = " ".join(source.path.name for source in findings.sources)
    page.comments(HEAD.format(name=findings.name, files=files).split("\n"))
    page.blank()
    _write_head(page, findings)
    write_files(page, findings)
    _write_rows(page, findings)
    _write_exclusions(page, findings)
    write_columns(page, findings)
    return page.text


def _write_head(page: Page, findings: Findings) -> None:
    name = findings.name
    page.comment("How figures name the wave, and who conducted it.")
    page.value("title", WORDS.text("title", name=name))
    page.value("citation", WORDS.text("citation", name=name))
    page.line("source: delivered")
    design: dict[str, object] = {}
    for key, role in design_roles(findings.columns).items():
        page.comment(f"{key}: {role.evidence if role else 'no column is called so'}")
        if role:
            design[key] = role.column.name if key == "weight" else [role.column.name]
    ways = ["probability", "opt_in_web_panel"]
    page.comment("How respondents were sampled; no column says it.")
    page.either("sampling", ways if design else ways[::-1])
    page.value("design", design)
    if name.isdecimal() and len(name) == 4:
        page.comment("The year, by the wave's name.")
        page.value("year", int(name))
    page.comment("`mode` and `asked` are left out: mode and wording then count as unknown.")
    page.blank()


def _write_rows(page: Page, findings: Findings) -> None:
    """Who a row is, and what stands for missing."""
    page.comment(findings.respondent.evidence)
    page.value("respondent", findings.respondent.column.name)
    page.blank()
    blank = 'Codes of missing; "" is a blank cell. A code that is neither here nor an answer is'
    page.comments([blank, "an error when the wave runs."])
    page.comments(f'"{code}" {why}' for code, why in findings.missing.evidence.items())
    if findings.missing.wave:
        page.line("missing:")
    else:
        page.comment("No code looks like missing.")
        page.value("missing", {})
    for kind, codes in findings.missing.wave.items():
        page.value(kind, codes, 2)
    page.blank()


def _write_exclusions(page: Page, findings: Findings) -> None:
    """Which rows are left out."""
    for column in durations(findings.columns):
        why = "A rule may be wanted on how long it took"
        page.comment(f"{why}: {column.name}, {reach(column)}.")
    same, other = findings.repeated
    rules = []
    if other:
        why = "rows repeat a respondent with other answers: which are to be kept?"
        page.comment(f"{other:,} {why}")
    if same:
        rules.append({"name": "delivered_twice", "duplicated": findings.respondent.column.name})
        page.comment(f"{same:,} rows repeat a respondent with the same answers.")
    if not same and not other:
        page.comment("No row repeats a respondent.")
    page.value("exclude", rules)
    page.blank()
