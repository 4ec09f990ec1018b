"""Signing in and out, accounts, and the audit log."""
