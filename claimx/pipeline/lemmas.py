"""Lemmas from edit scripts: how the end of a word's form changes into its lemma.

A script is `cut:add`, applied to the lower-cased form ("studies" with `3:y` is "study"); a leading `^`
keeps the form's own case (names), a leading `=` gives the lemma whole ("was" with `=be`).
After Chrupała 2006, "Simple data-driven context-sensitive lemmatization".
"""

from __future__ import annotations

KEEP_CASE = "^"
WHOLE = "="
IDENTITY = "0:"


def script_of(form: str, lemma: str) -> str:
    """The script that turns `form` into `lemma`; the inverse of `apply`."""
    lower = form.lower()
    if lemma == lemma.lower():
        return _script(lower, lemma, "")
    return _script(form, lemma, KEEP_CASE)


def _script(form: str, lemma: str, prefix: str) -> str:
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    if shared == 0:
        return WHOLE + lemma
    return f"{prefix}{len(form) - shared}:{lemma[shared:]}"


def apply(script: str, form: str) -> str:
    """The lemma of `form`; the lower-cased form itself where the script asks for more than there is."""
    if script.startswith(WHOLE):
        return script[1:]
    if script.startswith(KEEP_CASE):
        script = script[1:]
        base = form
    else:
        base = form.lower()
    cut, _, added = script.partition(":")
    kept = len(base) - int(cut)
    return base[:kept] + added if kept > 0 else base
