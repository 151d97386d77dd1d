"""Questions about a run: read-only walks over states and forks. Nothing here changes what was told."""
