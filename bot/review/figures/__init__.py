"""The page of figures at /team/zahlen: every number with its definition beside it, as pictures, tables and CSV."""
