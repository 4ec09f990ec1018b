"""The pages of the conversations: the list with its filters, one conversation, remarks, a test made of it."""
