"""Rules of the « insertion par l’activité économique »: entry, PASS IAE, contracts, exits."""
