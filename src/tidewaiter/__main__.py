"""`python -m tidewaiter` is the command."""

from tidewaiter.cli import main

if __name__ == "__main__":
    main()
