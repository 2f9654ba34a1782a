"""Every way a report is shown: one renderer a file, each a function from a report to a string."""
