"""Questions over every course of a result: read-only walks over states and forks. Nothing changes what was told."""
