"""The recipe of the shipped pipeline: corpora → train → export → measure, each a named command."""
