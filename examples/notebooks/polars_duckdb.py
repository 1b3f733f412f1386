# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Polars and DuckDB
#
# Frames go in over Arrow without a copy, and come back in the kind they came in.

# %%
import polars as pl

import optout

people = optout.read_list("../sample/opt_out_list.csv")
contacts = pl.read_csv("../sample/salesforce_contacts.csv", infer_schema=False)
swept = optout.sweep_frame(contacts, people, now="2026-11-24")
decided = contacts.select("Id").hstack(swept.decisions)

decided["retention"].value_counts(sort=True)

# %% [markdown]
# `infer_schema=False` leaves every column text. The decisions stand row by row beside the records,
# hence `hstack`.
#
# A plan is refused rather than collected behind your back:

# %%
try:
    optout.sweep_frame(contacts.lazy(), people, now="2026-11-24")
except TypeError as error:
    print(error)

# %%
(
    decided.filter(pl.col("status").is_not_null())
    .group_by("tier", "retention")
    .agg(pl.len().alias("records"), pl.col("deadline").min().alias("first deadline"))
    .sort("records", descending=True)
)

# %% [markdown]
# ## DuckDB: a query in, a query out
#
# A relation is an Arrow stream. What comes back is one as well, and DuckDB reads it by the name of
# the variable. Ask on a second connection, since the first one is still busy with the query that
# feeds it.

# %%
import duckdb

source = duckdb.connect()
relation = source.sql("""
    SELECT * FROM read_csv('../sample/hubspot_contacts.csv', all_varchar = true)
    WHERE "Country/Region" IN ('Germany', 'France', 'Poland')
""")
swept = optout.sweep_frame(relation, people, now="2026-11-24")
answers = swept.decisions

duckdb.connect().sql("""
    SELECT retention, marketing, count(*) AS records
    FROM answers WHERE status IS NOT NULL
    GROUP BY ALL ORDER BY records DESC
""").pl()

# %% [markdown]
# ## A past export that is larger than memory
#
# `redact` of a relation answers batch by batch while somebody reads; nothing is held. Here the
# reader is DuckDB, which writes Parquet.

# %%
import tempfile
from pathlib import Path

export = source.sql("SELECT * FROM read_csv('../sample/past_export_crm.csv', all_varchar = true)")
redacted, summary = optout.redact(export, list=people)

folder = tempfile.TemporaryDirectory()
target = Path(folder.name, "redacted.parquet")
duckdb.connect().sql("SELECT * FROM redacted").write_parquet(str(target))
print(
    summary.redacted,
    "of",
    summary.records,
    "rows redacted;",
    target.stat().st_size,
    "bytes",
)

# %% [markdown]
# The numbers are there when the stream has been read to its end, not before.
#
# ## The same answers either way
#
# No engine changes a decision: Polars and DuckDB hand over the same records and get the same
# answers.

# %%
whole = source.sql(
    "SELECT * FROM read_csv('../sample/salesforce_contacts.csv', all_varchar = true)"
)
by_duckdb = pl.DataFrame(optout.sweep_frame(whole, people, now="2026-11-24").decisions)
by_duckdb.equals(decided.drop("Id"))

# %%
folder.cleanup()
