"""Rules of people: facts asked once, situations, look-alikes, who signs."""
