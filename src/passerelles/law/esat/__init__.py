"""ESAT: admission, contract, hours, pay, assignments, exits and return."""
