"""Rules of organisations: kinds, roles, completeness."""
