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
# # A first sweep, with pandas
#
# The vendor has sent this week's Opt-Out List. Who of these people is in our HubSpot, and what
# becomes of them?

# %%
import pandas as pd

import optout

people = optout.read_list("../sample/opt_out_list.csv")
contacts = pd.read_csv("../sample/hubspot_contacts.csv", dtype=str)
swept = optout.sweep_frame(contacts, people, now="2026-11-24")
decided = contacts.join(swept.decisions)

decided["retention"].value_counts(dropna=False)

# %% [markdown]
# That was all of it. Records without a value in `retention` are nobody's on the list. Nothing has
# been deleted: the package decides, and your systems act.
#
# Read the contacts as text (`dtype=str`). An id that was taken for a number has lost its leading
# zeros already.
#
# ## What was found, and why
#
# `tier` says how the record was found, `reason` why it gets the answer it gets. The decisions hold
# no names and no addresses, so they can be kept; here they are beside the record's id.

# %%
pd.set_option("display.max_colwidth", None)
columns = ["Record ID", "status", "tier", "retention", "marketing", "reason", "deadline"]
found = decided.loc[decided["status"].notna(), columns]
found.head(5)

# %% [markdown]
# T0 is the record's id, T1 the address, T2 the mailbox behind another spelling of it. Nobody is
# deleted on less. At a shared mailbox, or where the address may be somebody else's by now, mail
# stops and a human looks: see `review_round_trip`.

# %%
pd.crosstab(found["tier"], found["retention"])

# %%
from matplotlib import pyplot as plt

from optout import plots

_, (left, right) = plt.subplots(1, 2, figsize=(11, 3.2), layout="constrained")
plots.tiers(swept, ax=left)
_ = plots.retention(swept, ax=right)

# %% [markdown]
# ## Why this one?
#
# For one record there is an explanation, field by field. Without `values="shown"` it holds no
# personal data.

# %%
matcher = optout.Matcher(people)
row = decided[decided["retention"] == "remove"].iloc[0]
matcher.explain(
    ids={"6sense": row["6sense ID"]},
    emails=row["Email"],
    given=row["First Name"],
    family=row["Last Name"],
    websites=row["Website URL"],
)

# %% [markdown]
# ## To the systems
#
# Two frames go out: who is to be deleted, and who must get no more mail. The second is the one to
# load first, for it takes effect before anybody has approved a deletion.

# %%
to_delete = decided.loc[decided["retention"] == "remove", ["Record ID"]]
no_mail = decided.loc[
    decided["marketing"].isin(["suppressed", "review"]), ["Record ID", "retention"]
]
print(len(to_delete), "to delete,", len(no_mail), "without marketing")

# %% [markdown]
# ## The vendor's past exports
#
# Rows of listed people are blanked and marked in the files that were exported earlier; every other
# row stays as it is.

# %%
export = pd.read_csv("../sample/past_export_crm.csv", dtype=str)
redacted, summary = optout.redact(export, list=people)
shown = ["6sense People Id", "First Name", "Email", "Country", "Is Redacted"]
redacted.loc[redacted["Is Redacted"] != export["Is Redacted"], shown].head(3)

# %%
summary

# %% [markdown]
# ## Where to go on
#
# - Files in, files out, with a manifest for the audit: `optout.sweep_file`.
# - Records that you may keep, and the evidence that it takes: `lawful_basis`.
# - Tables that fit no machine: `spark`.
