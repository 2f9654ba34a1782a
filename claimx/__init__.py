"""claimx: who claims what in a news article, on what words, and who denies it."""

__version__ = "0.1.0"
