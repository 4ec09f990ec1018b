"""Lotte's conversation: understanding, memory, the public door."""
