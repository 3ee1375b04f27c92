"""How much memory a run takes beside what the process has anyway, in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys


def extra_megabytes(citizens: int) -> float:
    """The peak of a run with every spell kept, less the peak of a small one before it."""
    run = subprocess.run([sys.executable, __file__, str(citizens)], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    """Prints the megabytes."""
    from _simulation_models import longer

    from tvaerspor.planning.simulation.replication import replicate

    replicate(longer(20_000), 0, keeps=True)
    network = longer(int(sys.argv[1]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = replicate(network, 0, keeps=True)
    assert counts.spells is not None
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)


if __name__ == "__main__":
    main()
