"""The same Lotte in the messengers parents already have; a platform is one file (docs/messenger.md)."""
