"""Correcting what was misunderstood, and putting a model into service that has learned it."""
