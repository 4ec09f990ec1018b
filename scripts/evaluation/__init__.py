"""The parts of `make eval`: one module a kind of row, tables, and the page they are written to."""
