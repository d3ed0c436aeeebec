"""One module a kind of chart, with its alternative text."""
