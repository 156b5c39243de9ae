"""``kg explain``: what was found, by which rule, from which words; in a document, of an entity, or for a statement."""
