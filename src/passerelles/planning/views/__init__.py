"""Pages of planning: possible bridges in the record, and in the person's own space."""
