"""The only public door: chat page, JSON API, limits. Speaks to Rasa over loopback and knows no Rasa code."""
