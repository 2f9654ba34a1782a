"""How good the answers are: scorers over gold annotation, the ways to get predictions, and the gate."""
