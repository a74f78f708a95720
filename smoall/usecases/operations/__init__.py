"""Jobs and the trail."""
