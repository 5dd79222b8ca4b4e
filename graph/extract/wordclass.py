"""The class of a word in a lexicon, as a feature of the embedded parser."""
