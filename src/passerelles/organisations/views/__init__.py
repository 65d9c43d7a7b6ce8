"""Pages of the area: they translate HTTP into one query or one action."""
