#!/bin/sh
# Tries the packaged command in the current folder, which is empty: sh try.sh path/to/cairn
set -e
cairn="$1"
mkdir -p in/a in/b
printf '1.0,2.0\n2.0,1.0\n' > in/a/FUN.csv
printf '0.5\n0.25\n' > in/a/VAR.csv
printf '1.5,2.5\n2.5,1.5\n' > in/b/FUN.csv
"$cairn" --version
"$cairn" init > /dev/null
"$cairn" import in --problem toy
"$cairn" list
"$cairn" show a/FUN.csv
"$cairn" compare --where all
"$cairn" plot --where all -o front.svg
"$cairn" plot --where all -o front.png
"$cairn" report -o page.html
for file in a.csv a.parquet a.json a.safetensors; do
    "$cairn" export a/FUN.csv -o "$file"
    test -s "$file"
done
"$cairn" copy --to h2:./copy
"$cairn" list --store h2:./copy --csv | grep -q '^b/FUN.csv,toy'
"$cairn" verify
"$cairn" doctor
"$cairn" completion > completion.bash
if command -v bash > /dev/null; then
    bash -n completion.bash
fi
test -s front.svg && test -s front.png && test -s page.html
