"""Measurements one runs by hand; nothing here is part of the running Lotte."""
