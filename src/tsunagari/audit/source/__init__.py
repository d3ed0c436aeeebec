"""Audit of the source: a publication's numbers against each other, without any respondent.

Every printed number says how many people meet some conditions (`people`, `counts`). Two
numbers can therefore be set against each other whenever one's people are the other's, a part
of them, or their sum, whatever figures they stand in: the codebook and the registry of
figures say which they are. What cannot be told by counting alone is asked of derived answers
(`derivations`), moments (`shares`), titles and the printed text (`printing`).
"""
