"""Forms of the area: what is typed becomes the draft an action expects."""
