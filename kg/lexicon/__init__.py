"""The jurist's files, loaded and checked: frozen tables for the stages, errors as ``file:line``."""
