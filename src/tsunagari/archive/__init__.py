"""What archives and editors ask for, generated from the workflow, the configuration and results."""
