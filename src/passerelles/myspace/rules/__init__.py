"""Rules of the person's own space: the access card, plain words, rights."""
