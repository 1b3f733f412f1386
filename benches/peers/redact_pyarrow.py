"""The job with PyArrow, batch by batch: the whole table at once takes longer and all the memory."""

import pyarrow as pa
import pyarrow.compute as pc
from layout import BLANKED, EMAIL, FLAG, PERSON, RECORD, run
from pyarrow import csv

BLOCK = 16 << 20


def redact(listed: str, source: str, target: str) -> None:
    opt_outs = csv.read_csv(listed, convert_options=as_text(header(listed)))
    people = keys(opt_outs[PERSON[1]])
    records = keys(opt_outs[RECORD[1]])
    emails = keys(normalised(opt_outs[EMAIL[1]]))
    reader = csv.open_csv(
        source,
        read_options=csv.ReadOptions(block_size=BLOCK),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=as_text(header(source)),
    )
    options = csv.WriteOptions(quoting_style="needed")
    with csv.CSVWriter(target, reader.schema, write_options=options) as writer:
        for batch in reader:
            is_target = pc.or_(
                pc.or_(
                    pc.is_in(batch[PERSON[0]], value_set=people),
                    pc.is_in(batch[RECORD[0]], value_set=records),
                ),
                pc.is_in(normalised(batch[EMAIL[0]]), value_set=emails),
            )
            writer.write_batch(blanked(batch, is_target))


def blanked(batch: pa.RecordBatch, is_target: pa.Array) -> pa.RecordBatch:
    columns = []
    for name, cells in zip(batch.schema.names, batch.columns, strict=True):
        if name in BLANKED:
            columns.append(pc.if_else(is_target, "", cells))
        elif name == FLAG:
            columns.append(pc.if_else(is_target, "TRUE", cells))
        else:
            columns.append(cells)
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def keys(cells: pa.ChunkedArray) -> pa.Array:
    return pc.unique(cells.filter(pc.not_equal(cells, "")))


def normalised(emails):
    return pc.utf8_lower(pc.utf8_trim_whitespace(emails))


def header(path: str) -> list[str]:
    with open(path, encoding="utf-8") as lines:
        return [name.strip('"') for name in lines.readline().strip().split(",")]


def as_text(names: list[str]) -> csv.ConvertOptions:
    types = {name: pa.string() for name in names}
    return csv.ConvertOptions(column_types=types, strings_can_be_null=False)


if __name__ == "__main__":
    run(redact)
