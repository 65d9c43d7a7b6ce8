"""The HTTP API: the routers of the areas, put together."""
