"""Ordinary employment: only what the law says of it to those who leave a place for it."""
