"""How any file that a researcher edits is read: lines, schema, problems with a remedy."""
