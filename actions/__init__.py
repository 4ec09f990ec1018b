"""Custom actions: thin translations between what was understood, the offers and the texts."""
