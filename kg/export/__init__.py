"""The graph for those who do not speak RDF: compact JSON-LD, tables, networks for other tools, a sheet for printing."""
