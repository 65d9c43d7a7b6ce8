"""Rules of the path: kinds of stages, states, detection, progress."""
