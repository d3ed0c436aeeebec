"""The language that every later stage speaks: variables, answers, queries, labels, bases."""
