"""What the pages show: the store as they see it, claims as they tell them, and one module for each kind of page."""
