"""Random programs here and in a real PowerShell: python scripts/oracle_fuzz.py --pwsh PATH [--seed N] [--programs 3000]

Differences are shrunk and printed under a key of operator or node, operand types and outcome; those listed in
tests/golden/divergences.toml are counted only. Exit status 1 when one is not listed, or when a listed one that names an
example no longer differs. `--pairs` tries every operator with every pair of kinds of value instead, `--rules` every
rule of the grammar with every value in each of its places, `--rules --deep` every statement inside every other,
`--rules --composed` every expression inside every rule, over random values of the seed. The path of PowerShell may also
come from the environment: GLUESHELL_PWSH.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT)]

from fuzzing.campaign import Campaign
from fuzzing.listing import listed
from fuzzing.running import PowerShell


def main() -> int:
    """Run the campaign; the exit status."""
    parser = argparse.ArgumentParser(description="Compare random programs with a real PowerShell.")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first program")
    parser.add_argument("--programs", type=int, default=3000, help="how many programs")
    parser.add_argument("--pwsh", default=os.environ.get("GLUESHELL_PWSH"), help="the path of PowerShell")
    parser.add_argument("--pairs", action="store_true", help="every operator with every pair of kinds of value")
    parser.add_argument("--rules", action="store_true", help="every rule with every value in each of its places")
    parser.add_argument("--two", action="store_true", help="with --rules: every pair of kinds in two places instead")
    parser.add_argument("--deep", action="store_true", help="with --rules: every statement in every other instead")
    parser.add_argument("--composed", action="store_true", help="with --rules: every expression in every rule instead")
    parser.add_argument("--only", default="", help="only these operators or rules, separated by commas")
    options = parser.parse_args()
    if not options.pwsh:
        parser.error("name a PowerShell: --pwsh PATH, or GLUESHELL_PWSH in the environment")
    known = listed(ROOT / "tests" / "golden" / "divergences.toml")
    with PowerShell(options.pwsh) as peer:
        campaign = Campaign(peer, known)
        if options.pairs:
            campaign.pairs([each for each in options.only.split(",") if each])
        elif options.rules and options.composed:
            campaign.composed([each for each in options.only.split(",") if each], options.seed)
        elif options.rules:
            campaign.rules([each for each in options.only.split(",") if each], options.two, options.deep)
        else:
            campaign.programs(options.seed, options.programs)
        return campaign.verdict(examples=not (options.pairs or options.rules))


if __name__ == "__main__":
    sys.exit(main())
