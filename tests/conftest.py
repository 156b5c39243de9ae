"""Its presence puts tests/ on the path, so that every test can say ``from factories import …``."""
