"""Groups of commands that the door opens to: arguments in, text out; the work is done in `graph`."""
