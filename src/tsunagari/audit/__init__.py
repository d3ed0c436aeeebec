"""Three audits that know nothing of one another: numbers, the source, its claims."""
