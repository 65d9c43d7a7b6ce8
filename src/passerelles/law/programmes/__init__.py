"""Programmes as data: entry, phases, gates, duties, limits — and where an enrolment stands."""
