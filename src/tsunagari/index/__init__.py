"""The two indices of the book: the axes of footnote 1 and tsunagari power."""
