"""How the embedded parser is made: see README.md."""
