"""Rules of cooperation projects: shipped templates, roles of partners, how far a phase is."""
