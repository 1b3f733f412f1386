"""The exact job with PyArrow, batch by batch."""

import pyarrow as pa
import pyarrow.compute as pc
from layout import EMAIL, NAMES, PERSON, RECORD, WEBSITE, run
from pyarrow import csv
from redact_pyarrow import BLOCK, as_text, header, keys, normalised


def match(listed: str, source: str, target: str) -> None:
    opt_outs = csv.read_csv(listed, convert_options=as_text(header(listed)))
    people = keys(opt_outs[PERSON[1]])
    records = keys(opt_outs[RECORD[1]])
    emails = keys(normalised(opt_outs[EMAIL[1]]))
    names = keys(at_company(normalised(opt_outs[NAMES[1]]), opt_outs[WEBSITE[1]]))
    columns = [PERSON[0], RECORD[0], EMAIL[0], *NAMES[0], WEBSITE[0]]
    options = as_text(header(source))
    options.include_columns = columns
    reader = csv.open_csv(
        source,
        read_options=csv.ReadOptions(block_size=BLOCK),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=options,
    )
    ids = pa.schema([(PERSON[0], pa.string()), (RECORD[0], pa.string())])
    with csv.CSVWriter(target, ids, write_options=csv.WriteOptions(quoting_style="needed")) as out:
        for batch in reader:
            first, last = (pc.utf8_trim_whitespace(batch[column]) for column in NAMES[0])
            name = pc.utf8_lower(pc.binary_join_element_wise(first, last, " "))
            is_listed = pc.or_(
                pc.or_(
                    pc.is_in(batch[PERSON[0]], value_set=people),
                    pc.is_in(batch[RECORD[0]], value_set=records),
                ),
                pc.or_(
                    pc.is_in(normalised(batch[EMAIL[0]]), value_set=emails),
                    pc.is_in(at_company(name, batch[WEBSITE[0]]), value_set=names),
                ),
            )
            out.write_batch(batch.select(ids.names).filter(is_listed))


def at_company(names, websites):
    domains = pc.replace_substring_regex(normalised(websites), r"^(https?://)?(www\.)?", "")
    return pc.binary_join_element_wise(names, domains, "@")


if __name__ == "__main__":
    run(match)
