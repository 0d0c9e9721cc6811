"""The entry point of the command `povsim`, so light that Ctrl-C ends it with a word from the start."""

import sys


def main() -> None:
    """Carry out the command line."""
    try:
        from povsim.cli import main as begin

        begin()
    except KeyboardInterrupt:
        print("povsim: interrupted", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
