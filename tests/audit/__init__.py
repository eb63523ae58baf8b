"""Long checks with figures: `make audit`. QUICK=1 does fewer rounds of each."""
