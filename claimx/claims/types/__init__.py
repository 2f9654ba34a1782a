"""What the speaker does with the content: claim types, polarity, certainty, stance, target and addressee."""
