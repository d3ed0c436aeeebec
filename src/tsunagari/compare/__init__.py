"""Changes between waves: estimates, tests, equivalence, effect sizes, trends, comparability."""
