"""One tree of errors; every message is a sentence that says what to do next.

ClaimxError
├── InputError        an article that cannot be read or used
├── ModelError        the pipeline is missing, damaged or of another version
└── UsageError        options that cannot be used together
"""


class ClaimxError(Exception):
    """The base of every error that claimx raises on purpose; `str(error)` is fit to show to a user."""


class InputError(ClaimxError):
    """An input that cannot be read or used. The other inputs of a run are not affected."""


class ModelError(ClaimxError):
    """The pipeline is missing, damaged, or was made for another version of claimx."""


class UsageError(ClaimxError):
    """Options that contradict each other or ask for something that is not there."""
