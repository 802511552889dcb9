"""`python -m kb COMMAND`."""

from kb.cli import main

if __name__ == "__main__":
    main()
