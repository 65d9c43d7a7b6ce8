"""Pages of the area: each translates HTTP into one query or one action."""
