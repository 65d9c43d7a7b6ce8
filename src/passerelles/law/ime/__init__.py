"""Placements from an IME, a SIPFP or a school, and the RQTH by right of the young."""
