"""The evaluation messages and how answers to them are scored, for `make eval` and for candidate models."""
