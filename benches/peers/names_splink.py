"""The fuzzy job with Splink on DuckDB, all threads: blocked by domain, whole names compared.

It is not trained: that a name is like enough decides, and no weight.
"""

import logging
import warnings

import duckdb
import splink.comparison_library as cl
from layout import NAMES, WEBSITE, run
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

READ = "read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')"
RECORD = "Record Id"


def match(listed: str, source: str, target: str) -> None:
    database = duckdb.connect()
    first, last = NAMES[0]
    person = f"lower(trim({quoted(first)}) || ' ' || trim({quoted(last)}))"
    table(database, "records", quoted(RECORD), person, WEBSITE[0], source)
    person = f"lower(trim({quoted(NAMES[1])}))"
    table(database, "entries", "row_number() OVER ()", person, WEBSITE[1], listed)
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[block_on("domain")],
        comparisons=[cl.JaroWinklerAtThresholds("person", [0.9])],
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(database)
    names = ("entries", "records")
    tables = [api.register(name, dataset_display_name=name) for name in names]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    pairs = linker.inference.predict()
    database.execute(
        f"COPY (SELECT DISTINCT if(source_dataset_r = 'records', unique_id_r, unique_id_l)"
        f" AS {quoted(RECORD)} FROM {pairs.physical_name} WHERE gamma_person > 0)"
        f" TO '{target}' (FORMAT csv, HEADER)"
    )


def table(database, name: str, number: str, person: str, website: str, path: str) -> None:
    domain = f"lower(trim({quoted(website)}))"
    domain = f"regexp_extract({domain}, '^(?:https?://)?(?:www\\.)?([^/]*)', 1)"
    database.execute(
        f"CREATE TABLE {name} AS SELECT CAST({number} AS VARCHAR) AS unique_id,"
        f" {person} AS person, {domain} AS domain FROM {READ}",
        [path],
    )


def quoted(column: str) -> str:
    return f'"{column}"'


if __name__ == "__main__":
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    run(match)
