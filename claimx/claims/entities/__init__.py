"""What the article names: mentions merged into entities, with codes and metonymy."""
