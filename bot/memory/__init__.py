"""What Lotte remembers: conversations, masked before they are stored, each with an expiry date."""
