"""The directory of offers for families: models, import and export, search. Usable without the bot.

Deliberately empty: `offer_db.meaning` is imported by the language understanding too and must not pull SQLAlchemy in.
Import what you need from the module that owns it, e.g. `from offer_db.search import OfferDirectory`.
"""
