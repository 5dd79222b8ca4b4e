"""The knowledge: from an article to claims, from claims to answers."""
