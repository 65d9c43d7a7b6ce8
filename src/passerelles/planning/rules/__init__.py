"""Pure parts of planning: what a route is, what the record tells, how routes are drawn."""
