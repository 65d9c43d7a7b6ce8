"""Rules of an organisation's programmes: codes, words on screen, form and data."""
