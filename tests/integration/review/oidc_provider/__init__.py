"""A real OpenID Connect provider for tests: Django with django-oauth-toolkit, in a process of its own."""
