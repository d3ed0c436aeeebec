"""One character changed in a project's files, and what the pipeline then says."""
