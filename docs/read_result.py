#!/usr/bin/env python3
"""Reads one result of a Cairn filesystem store, checks every sum, and prints it. Python's standard library is enough.

usage: read_result.py STORE KEY [--scope SCOPE] [--column NAME ...]

Prints one JSON object: the head, the body, and the values of the columns (all of them, or those named).
Doubles are printed as numbers and as the 16 hexadecimal digits of their bits, so that nothing is lost.
The format is described in format.md.
"""

import argparse
import base64
import hashlib
import json
import re
import struct
import sys
from pathlib import Path


def file_name(name: str) -> str:
    """A name stays as it is where it is plain; otherwise a readable part, '~' and a hash stand for it."""
    device = re.match(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", name)
    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", name) and not device and not name.endswith("."):
        return name
    hashed = base64.b32encode(hashlib.sha256(name.encode()).digest()).decode().lower()[:26]
    return "*~" + hashed


def crc32c_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


TABLE = crc32c_table()
TAIL = len('\n,"crc32c":"00000000"}\n')


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def find(folder: Path, pattern: str):
    return next(folder.glob(pattern), None)


def one(folder: Path, pattern: str, what: str) -> Path:
    return find(folder, pattern) or sys.exit(f"There is no {what} in {folder}.")


def read_document(path: Path) -> dict:
    """Three lines: the envelope up to '"body":', the body, and the checksum of all bytes before the last line."""
    data = path.read_bytes()
    tail = re.fullmatch(rb'\n,"crc32c":"([0-9a-f]{8})"}\n', data[-TAIL:])
    if not tail or crc32c(data[:-TAIL]) != int(tail[1], 16):
        sys.exit(f"{path} is damaged: its bytes do not match its checksum.")
    document = json.loads(data)
    body = data[data.index(b"\n") + 1 : -TAIL]
    digest = hashlib.sha256(body)
    for name in sorted(document["blobs"], key=lambda text: text.encode("utf-16-be")):
        blob = document["blobs"][name]
        digest.update(f"\nblob {blob['sha256']} {blob['offset']} {blob['length']} {name}".encode())
    if "parent" in document:
        parent = document["parent"]
        digest.update(f"\nparent {parent['kind']} {parent['epoch']} {parent['id']}".encode())
    if "epoch" in document:
        digest.update(f"\nepoch {document['epoch']}".encode())
    if digest.hexdigest() != document["sha256"]:
        sys.exit(f"{path} is damaged: its content does not match its digest.")
    return document


def read_blob(scope: Path, blob: dict) -> bytes:
    path = scope / "_blobs" / blob["sha256"][:2] / blob["sha256"][2:]
    if not path.is_file():
        sys.exit(f"{path} is missing, and the result needs it: take it from a replica or a backup.")
    whole = path.read_bytes()
    if hashlib.sha256(whole).hexdigest() != blob["sha256"]:
        sys.exit(f"{path} is damaged: its bytes do not match its name.")
    part = whole[blob["offset"] : blob["offset"] + blob["length"]]
    sums = base64.b64decode(blob["crc32c"])
    chunk = 65536
    while chunk * 1024 < len(part):
        chunk *= 2
    for index in range(0, len(part), chunk):
        if struct.unpack_from(">I", sums, index // chunk * 4)[0] != crc32c(part[index : index + chunk]):
            sys.exit(f"{path} is damaged between bytes {index} and {index + chunk}.")
    return part


def tensors(data: bytes) -> dict:
    """safetensors: eight bytes of header length, a JSON header, the data."""
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    start = 8 + length
    found = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            found[name] = data[start + begin : start + end]
    return found


def values(column: dict, rows: int, found: dict) -> list:
    name, raw = column["name"], found[column["name"]]
    if column["type"] == "real":
        cells = [{"value": repr(v), "bits": b.hex()} for v, b in zip(doubles(raw), bits(raw))]
    elif column["type"] == "long":
        cells = list(struct.unpack(f"<{rows}q", raw))
    elif column["type"] == "integers":
        flat = struct.unpack(f"<{len(raw) // 8}q", raw)
        cells = [list(flat[i * column["width"] : (i + 1) * column["width"]]) for i in range(rows)]
    elif column["type"] == "bits":
        wide = (column["width"] + 7) // 8
        cells = [bit_string(raw[i * wide : (i + 1) * wide], column["width"]) for i in range(rows)]
    else:
        offsets = struct.unpack(f"<{rows + 1}q", found["offsets/" + name])
        cells = [raw[offsets[i] : offsets[i + 1]].decode() for i in range(rows)]
    if column["missing"]:
        cells = [cell if there else None for cell, there in zip(cells, found["valid/" + name])]
    return cells


def doubles(raw: bytes):
    return struct.unpack(f"<{len(raw) // 8}d", raw)


def bits(raw: bytes):
    return (raw[i : i + 8][::-1] for i in range(0, len(raw), 8))


def bit_string(raw: bytes, width: int) -> str:
    return "".join(str(raw[i // 8] >> i % 8 & 1) for i in range(width))


def main():
    parser = argparse.ArgumentParser(description="Reads one result of a Cairn filesystem store.")
    parser.add_argument("store", type=Path)
    parser.add_argument("key")
    parser.add_argument("--scope", default="default")
    parser.add_argument("--column", action="append")
    given = parser.parse_args()
    if not (given.store / "_meta.json").is_file():
        sys.exit(f"{given.store} is no store of Cairn: it has no _meta.json.")
    meta = json.loads((given.store / "_meta.json").read_text())
    if meta["format"] != 1:
        sys.exit(f"This script reads format 1, and {given.store} has format {meta['format']}.")
    scope = one(given.store, file_name(given.scope), f"scope '{given.scope}'")
    name = file_name(given.key) + ".json"
    document = read_document(one(scope / "result", name, f"result '{given.key}'"))
    tombstone = find(scope / "_deleted" / "result", name)
    if tombstone and read_document(tombstone)["revision"] > document["revision"]:
        sys.exit(f"The result '{given.key}' was deleted.")
    if (document["scope"], document["id"]) != (given.scope, given.key):
        sys.exit("The document found is that of another key.")
    body = document["body"]
    if document["state"] == "archived":
        sys.exit(f"The result '{given.key}' is archived: its columns are in the {document['archivedTo']} store. Read it there.")
    columns = body["columns"] + [{**c, "rows": body["history"]["rows"]} for c in body["history"]["columns"]]
    found = tensors(read_blob(scope, document["blobs"]["columns"])) if columns else {}
    names = [column["name"] for column in columns]
    for wanted in given.column or []:
        if wanted not in names:
            sys.exit(f"The result '{given.key}' has no column '{wanted}'; it has {', '.join(names) or 'none'}.")
    shown = {
        column["name"]: values(column, column.get("rows", body["rows"]), found)
        for column in columns
        if not given.column or column["name"] in given.column
    }
    sets = {s["name"]: list(struct.unpack(f"<{s['rows']}q", found["sets/" + s["name"]])) for s in body["resultSets"]}
    head = {name: document[name] for name in ("revision", "state", "sha256", "created", "updated")}
    print(json.dumps({"head": head, "body": body, "columns": shown, "resultSets": sets}, indent=1))


if __name__ == "__main__":
    main()
