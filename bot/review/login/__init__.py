"""Signing in and out, the own account, all accounts, and the audit log."""
