"""How notebooks draw: what they depend on, what they are given, what they make."""

RENDER = part_of_workflow("workflow", "scripts", "render_notebook.py")


def drawn_by(notebook):
    """The inputs of a rule that draws by a notebook of this name, beside its tables."""
    return {
        "notebook": notebook_file(notebook),
        "font": part_of_workflow("resources", "fonts", "ipaexg.ttf"),
        "style": part_of_workflow("resources", "tsunagari.mplstyle"),
    }


def notebook_file(notebook):
    """The file of a notebook."""
    return part_of_workflow("notebooks", f"{notebook}.ipynb")


def chart_of(wildcards):
    """The module that draws a figure, which its notebook looks up."""
    kind = PROJECT.figures[wildcards.figure]["notebook"]
    return part_of_workflow("src", "tsunagari", "draw", "charts", f"{kind}.py")


def notebook_parameters(data, **shown):
    """The parameters of a notebook: what it shows, from which tables, and to where."""
    return {
        **shown,
        "languages": SETTINGS["languages"],
        "formats": SETTINGS["formats"],
        "config": "config",
        "data": str(data),
        "results": "results/figures",
    }


def pictures_of(*stems):
    """The pictures of figures in every language and format."""
    return [
        f"results/figures/{stem}.{language}.{kind}"
        for stem in stems
        for language in SETTINGS["languages"]
        for kind in SETTINGS["formats"]
    ]
