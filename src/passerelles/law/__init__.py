"""The law and the programmes as dated data, and the questions one may ask of them.

Nothing here knows Django, a database or the clock: facts and the day come as arguments, the
answer comes back as findings with their article.  :func:`passerelles.law.answering.check` is
the door; ``data/`` holds what a lawyer reads and corrects.
"""
