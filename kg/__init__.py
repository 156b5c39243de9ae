"""A knowledge graph of actors, laws and themes from French political documents."""
