"""Reads of workshops, of what somebody practised, and of how an activity fits."""
