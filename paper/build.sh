#!/usr/bin/env bash
# The figures of the paper by one command of the program, and the paper with its references as a page: target/paper.html.
# `sailau` and `pandoc` are those of the PATH. A reference that is not in paper.bib, or a figure that is not there, ends it.
set -euo pipefail
cd "$(dirname "$0")"
data=../examples/data
sailau report kazakhstan:2022-11-05 kazakhstan:2026-07-01 $data/kazakhstan_2023.csv --winners $data/kazakhstan_2023_winners.csv \
    --electorate kazakhstan:2023-03-19 --draws 4096 --title "Kazakhstan 2023 under two laws" --out figures > /dev/null
mkdir -p ../target
pandoc paper.md --citeproc --standalone --embed-resources --fail-if-warnings --output ../target/paper.html
# What nobody cites does not belong into a bibliography.
for key in $(sed -n 's/^@[a-z]*{\(.*\),$/\1/p' paper.bib); do
    grep --quiet "@$key" paper.md || { echo "paper.bib has $key, and the paper does not cite it"; exit 1; }
done
