"""Conversations as staff look at them: what happened in each, found by filters and words, with their remarks."""
