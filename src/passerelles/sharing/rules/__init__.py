"""The heart, pure: volets, purposes, and the one decision."""
