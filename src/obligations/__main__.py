"""``python -m obligations``."""

from obligations.cli.main import main

if __name__ == "__main__":
    main()
