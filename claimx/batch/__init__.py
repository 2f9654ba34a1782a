"""Many articles: folders and tables of them in, one file of reports out, by several processes, nothing lost."""
