"""A seeded crowd: invented persons with lives, for the demonstration and for load tests.

The same size and seed over the same organisations give the same persons, relative to today.
"""

from passerelles.ops.demo.crowd.growing import Grown, Size, grow
from passerelles.ops.demo.crowd.structures import organisations

__all__ = ["Grown", "Size", "grow", "organisations"]
