"""The acts one may ask about: each is a dated fact, all its fields optional but its kind.

``None`` is « on ne sait pas »: the rule that needs the field answers *unknown* and names it.
"""
