"""Tests; a package of its own, since a library brings a top-level package of the same name."""
