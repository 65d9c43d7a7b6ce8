"""Forms of the area: they read what was typed; the rules are in the actions."""
