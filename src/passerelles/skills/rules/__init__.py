"""Rules of what is learnt: workshops and their contents, attempts, fit of an activity."""
