"""The search for routes: pure, exact, and blind to who the person is beyond legal conditions."""
