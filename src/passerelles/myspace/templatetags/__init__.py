"""Tags of the person’s pages."""
