"""`detente serve`: pages for people and a SPARQL 1.1 Protocol endpoint for programs."""
