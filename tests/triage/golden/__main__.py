"""Decides for the citizens that have no decision yet."""

from tests.triage.golden import FOLDER, citizen_in, replayed, stored

for name, file in stored().items():
    citizen = citizen_in(file)
    if "decision" not in citizen:
        (FOLDER / f"{name}.json").write_text(replayed(citizen), encoding="utf-8", newline="\n")
        print(f"decided for {name}")
