"""The public simulator: the law asks one thing at a time; nothing is stored."""
