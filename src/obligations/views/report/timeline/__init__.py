"""The timeline of a run, drawn by us: which rows, where everything stands as plain data, and that as SVG or PNG.

``lines`` says what is told, ``layout`` where it stands (with ``axis``, ``lanes`` and ``lettering``), in the plain data
of ``marks``; ``svg`` writes those down, and ``png`` has that drawn by a library, if it is installed.
"""
