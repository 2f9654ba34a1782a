"""Article files → articles: decoded text, and what each paragraph is."""
