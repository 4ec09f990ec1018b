"""How Lotte understands: Rasa graph components (one a file) over the pure modules in `language/`."""
