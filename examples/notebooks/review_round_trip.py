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
# # Review, and back
#
# What may be somebody else goes to a human and never to deletion. Here is the whole way: the
# queue, the verdicts, the next run.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import optout

folder = tempfile.TemporaryDirectory()
work = Path(folder.name)
lists, contacts = "../sample/opt_out_list.csv", "../sample/hubspot_contacts.csv"
first = optout.sweep_file(lists, contacts, work / "first", now="2026-11-24", review_values=True)

pd.Series(first.counts["retention"], name="records").to_frame()

# %% [markdown]
# `review_values=True` puts both sides into `review.csv`, so that somebody can compare them. That
# makes the file personal data: it is for the reviewer, and is deleted afterwards. Without it the
# file holds ids and reasons only.
#
# ## The queue

# %%
queue = pd.read_csv(work / "first" / "review.csv", dtype=str, keep_default_na=False)
shown = [
    "record_id",
    "entry_id",
    "reason",
    "record_name",
    "record_email",
    "list_name",
    "list_email",
]
pd.set_option("display.max_colwidth", None)
queue.loc[1:3, shown].T

# %% [markdown]
# ## One pair, field by field

# %%
people = optout.read_list(lists)
matcher = optout.Matcher(people)
records = pd.read_csv(contacts, dtype=str, keep_default_na=False).set_index("Record ID")


def identifiers(record_id):
    row = records.loc[record_id]
    return {
        "ids": {"6sense": row["6sense ID"]},
        "emails": row["Email"],
        "given": row["First Name"],
        "family": row["Last Name"],
        "websites": row["Website URL"],
    }


asked = queue.iloc[2]
matcher.why_not(asked["entry_id"], **identifiers(asked["record_id"]), values="shown")

# %% [markdown]
# ## The verdicts
#
# The reviewer fills the column `verdict` with `same` or `different`, in a spreadsheet or a tool of
# your own. Rows without a verdict stay in the queue. This reviewer goes by the names alone; do not.

# %%
is_same = queue["record_name"].str.casefold() == queue["list_name"].str.casefold()
queue["verdict"] = is_same.map({True: "same", False: "different"})
queue.to_csv(work / "verdicts.csv", index=False)
verdicts = optout.Verdicts.read(work / "verdicts.csv")
verdicts

# %% [markdown]
# ## The next run
#
# A verdict outranks every rule, in this run and in those of the weeks to come, until somebody
# takes it back.

# %%
second = optout.sweep_file(
    lists, contacts, work / "second", now="2026-11-24", verdicts=work / "verdicts.csv"
)
both = {"before": first.counts["retention"], "after": second.counts["retention"]}
pd.DataFrame(both).fillna(0).astype(int)

# %% [markdown]
# Who is the same person is decided about like everybody else; who is not gets no decision from
# this entry any more. A mailbox that several people share stays a matter of its own: there, a
# verdict says whose record it is.
#
# ## Who decided, and when
#
# For the audit, verdicts can also be pinned one by one, with an office and a day:

# %%
pinned = optout.Verdicts()
pinned.pin(
    "hubspot",
    asked["record_id"],
    asked["entry_id"],
    "different",
    decided_by="privacy desk",
    decided_on="2026-11-24",
)
sure = optout.Matcher(people, verdicts=pinned)
pinned.get("hubspot", asked["record_id"], asked["entry_id"])

# %%
folder.cleanup()
