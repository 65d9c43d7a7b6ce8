"""Employers' groups for insertion and qualification: label, contracts, State allowance."""
