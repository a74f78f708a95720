"""From draft to delivered document."""
