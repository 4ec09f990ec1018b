"""How Lotte learns from corrections: examples out of them, files and a patch, a candidate model, old against new."""
