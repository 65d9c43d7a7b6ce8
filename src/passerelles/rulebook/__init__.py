"""The law as people read it here: the public pages, the simulator, an organisation's own settings."""
