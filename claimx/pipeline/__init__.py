"""The spaCy side: a text in, sentences, tags, tree, entities, quotations and attributions out."""
