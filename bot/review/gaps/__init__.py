"""Demand against supply (Angebotslücken): the page, its pictures, and the report as CSV and PDF."""
