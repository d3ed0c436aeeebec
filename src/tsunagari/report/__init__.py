"""The report: pages that show results and lead from each number to where it comes from."""
