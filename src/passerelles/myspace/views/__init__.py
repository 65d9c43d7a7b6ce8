"""Pages of the person's own space, and of the card that leads there."""
