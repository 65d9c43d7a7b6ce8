"""Forms of workshops, of tries, and of the fit of an activity."""
