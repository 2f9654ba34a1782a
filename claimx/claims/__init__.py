"""From attributions to claims: who speaks, what kind of claim it is, about how much and when, who denies whom."""
