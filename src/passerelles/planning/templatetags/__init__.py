"""Tags of the pages of possible bridges."""
