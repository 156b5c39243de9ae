"""Processes that are kept apart: started to do what may take too much or break down, restrained, and killed without loss.

`kg.bounded` answers questions in them, `kg.read` opens files of unknown health.
"""
