"""Passerelles : un parcours raconté une fois, partagé avec accord, suivi par tous."""
