"""The language of rules, and the three drivers that run it."""
