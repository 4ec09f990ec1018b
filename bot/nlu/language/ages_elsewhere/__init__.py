"""Ages of children in other languages: a message is glossed into German word by word, and the German rules read it.

One table a language (`en.yml`, …) says how words and short phrases are glossed; `table` reads it, `words` cuts a
message, `gloss` puts the two together.
"""
