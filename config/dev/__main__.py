"""Command line of the launcher: ``python -m config.dev run | demo | bench | test | test-services [arguments]``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from config.dev.problems import LaunchProblem, StopRequested


def _run(_arguments: Sequence[str]) -> int:
    from config.dev import launcher

    launcher.from_environment().run()
    return 0


def _demo(arguments: Sequence[str]) -> int:
    from config.dev import demo

    return demo.run_demo(arguments)


def _bench(arguments: Sequence[str]) -> int:
    from config.dev import bench

    return bench.run_bench(arguments)


def _test(arguments: Sequence[str]) -> int:
    from config.dev import testing

    return testing.run_tests(arguments)


def _test_services(arguments: Sequence[str]) -> int:
    from config.dev import services

    return services.run_tests(arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": _run,
    "demo": _demo,
    "bench": _bench,
    "test": _test,
    "test-services": _test_services,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; a problem is one paragraph on standard error and exit code 1."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"usage: python -m config.dev {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    try:
        return command(arguments[1:])
    except LaunchProblem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except StopRequested:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
