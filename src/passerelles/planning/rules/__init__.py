"""Words of the planner: what is asked, and what a route, a step and a closed bridge say."""
