"""The people who work with Lotte: their accounts, their sessions, and what they did."""
