"""The systems that are compared, one module a kind: Rasa pipelines, and a keyword search box."""
