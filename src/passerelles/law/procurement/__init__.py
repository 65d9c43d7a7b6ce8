"""Public procurement: reservations, clauses, thresholds, groupings, insertion hours."""
