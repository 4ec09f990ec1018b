"""The pages of the team at /team: conversations, corrections, offers, gaps, figures, behind a login."""
