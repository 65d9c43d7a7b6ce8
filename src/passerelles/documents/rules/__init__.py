"""What papers are, who signs them, what they must say: no framework here."""
