"""Run by the benchmark in a database's environment: serves as `tvaerspor serve` does, on a port."""

from __future__ import annotations

import sys

from tvaerspor.web.serve import serve

serve(port=int(sys.argv[1]))
