"""Adapted companies: who may be hired with the State's aid, their contracts, their agreement."""
