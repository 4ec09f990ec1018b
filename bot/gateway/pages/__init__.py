"""The pages people see: the chat, the offers, the saved list, and what a public authority has to say about itself."""
