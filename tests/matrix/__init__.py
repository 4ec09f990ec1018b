"""A real Matrix homeserver for tests; docs/messenger.md says how to install it."""
