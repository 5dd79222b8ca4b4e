"""From an article to its claims: parse, mentions, coreference, frames, factuality, attribution."""
