"""A report for people at a terminal: what is contested, then who says what, then who and what is named.

Rich is used in this package only. Article text reaches it as `rich.text.Text`, never as markup.
"""

from __future__ import annotations

from claimx.rendering.terminal.screen import render

__all__ = ["render"]
