"""Pages of papers: of a record, of the person, by link, and the check of a file."""
