"""Pure German language modules: text in, facts out; no Rasa, no I/O."""
