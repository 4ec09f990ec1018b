"""Parts of the child age parser: words, numbers, months, one module a kind of statement; see `child_age.py`."""
