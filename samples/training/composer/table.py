"""Prints the results of compare.py as tables: means, and differences paired by seed.

usage: table.py RESULTS.csv [WAY]

The differences are to WAY, or to training without CutMix; those in bold are other than 0 with 95 %
confidence.
"""

import csv
import statistics
import sys

# Student's t for 95 %, by the number of pairs.
T = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78, 6: 2.57, 7: 2.45, 8: 2.36, 9: 2.31, 10: 2.26}
MEASURES = {"accuracy": (100, 1, " %"), "loss": (1, 3, ""), "ece": (1, 3, "")}


def summary(values, digits, unit=""):
    """Mean and standard error."""
    error = statistics.stdev(values) / len(values) ** 0.5
    return f"{statistics.mean(values):.{digits}f} ± {error:.{digits}f}{unit}"


def difference(values, digits):
    """Mean and standard error, in bold if an interval of 95 % leaves out 0."""
    mean, error = statistics.mean(values), statistics.stdev(values) / len(values) ** 0.5
    text = f"{mean:+.{digits}f} ± {error:.{digits}f}".replace("-", "−")
    return f"**{text}**" if abs(mean) > T[len(values)] * error else text


def main():
    rows = list(csv.DictReader(open(sys.argv[1])))
    base = sys.argv[2] if len(sys.argv) > 2 else "none"
    for budget in dict.fromkeys(row["budget"] for row in rows):
        ways = {}
        for row in rows:
            if row["budget"] == budget:
                ways.setdefault(row["way"], {})[row["seed"]] = row
        print(f"\n{budget}\n")
        print("| | seeds | accuracy | difference, points | loss | difference | ECE | difference |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for way, seeds in ways.items():
            cells = [way, str(len(seeds))]
            for measure, (factor, digits, unit) in MEASURES.items():
                values = {seed: factor * float(row[measure]) for seed, row in seeds.items()}
                others = {s: factor * float(row[measure]) for s, row in ways[base].items()}
                cells.append(summary(list(values.values()), digits, unit))
                pairs = [value - others[seed] for seed, value in values.items() if seed in others]
                cells.append("" if way == base else difference(pairs, digits))
            print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
