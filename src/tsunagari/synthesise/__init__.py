"""Synthetic respondents who agree with every published number at once.

The way of the data, with the module that goes it:

    published rows, as read -> statements -> cells (layout, counting) -> numbers on them
    -> contradictions and whole counts near a target (settling) -> people (placing)

Quotas and questions of a sample, and all that no publication fixes, come from
config/synthetic.yaml. The method is described in docs/synthetic.md.
"""
