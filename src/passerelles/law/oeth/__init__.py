"""The obligation of employment: who is subject to it, what is due, and the contribution."""
