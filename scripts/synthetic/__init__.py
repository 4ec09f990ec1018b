"""Conversations that nobody had: to try the team's pages, to measure them, to show them. Never mixed with real ones."""
