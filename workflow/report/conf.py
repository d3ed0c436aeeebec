"""How Sphinx builds the report; scripts/report.py gives it the pages of results."""

project = "tsunagari"
root_doc = "index"
html_theme = "theme"
html_theme_path = ["."]
templates_path = ["templates"]
html_copy_source = False
html_use_index = False
html_domain_indices = False
html_permalinks = False
html_title = project
smartquotes = False
