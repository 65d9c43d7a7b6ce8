"""Which bridges are open, and where: routes of one person over the bridges and the directory."""
