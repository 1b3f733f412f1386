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
# # Lawful basis
#
# The subscription ends on 31 October. Which of these records may stay, which may still be sent
# marketing, and what would it take for the others?

# %%
import pandas as pd

import optout

contacts = pd.read_csv("../sample/salesforce_contacts.csv", dtype=str)
evidence = optout.read_evidence("../sample/evidence.csv")
answers, found = optout.classify_frame(
    contacts,
    now="2026-11-24",
    since="2026-10-31",
    trigger="after_subscription",
    evidence=evidence,
)
answers.groupby(["retention", "marketing"]).size().to_frame("records")

# %% [markdown]
# The default is to remove. A record stays only for a reason that is on record, and marketing is a
# question of its own: whoever may be kept for a contract has not agreed to a newsletter.
#
# Decision support, not legal advice: the library classifies, the controller decides.

# %%
from optout import plots

_ = plots.retention(found)

# %% [markdown]
# ## The grounds

# %%
kept = answers[answers["basis"].notna()]
kept.groupby(["basis", "rule", "reason", "marketing"]).size().to_frame("records")

# %% [markdown]
# ## What is missing
#
# Where nothing carries a record, the answer says what would. This is the work list for those who
# own the evidence.

# %%
missing = answers.loc[answers["retention"] != "keep", "missing"].str.split().explode()
missing.value_counts().to_frame("records")

# %% [markdown]
# ## Until when
#
# Evidence ages: consent expires, a former customer is one for a while only. `valid_until` says
# when to ask again.

# %%
_ = plots.deadlines(found, now="2026-11-24")

# %% [markdown]
# ## One case, step by step
#
# A trace says which rule asked what, what each piece of evidence did, and which rule decided. It
# holds no personal data, and replays: the same evidence under the same policy gives it again, byte
# for byte.

# %%
pieces = [
    optout.Evidence(
        "contract",
        id="erp-7",
        occurred_at="2026-03-01",
        source_ref="c-7",
        provenance="own",
    ),
    optout.Evidence("subscribed", id="crm-1", occurred_at="2025-10-20", provenance="vendor"),
]
trace = optout.explain_basis(pieces, now="2026-11-24", country="France")
trace

# %% [markdown]
# ## Before you change the policy
#
# The rules' parameters are the controller's. With a balancing test on file, legitimate interests
# can carry a record. `what_if` says which answers that would turn over, before anybody uses it.

# %%
tested = optout.Policy.from_toml("""
[basis]
balancing_test = "DPO-2026-07"
first_vendor_delivery = "2026-01-05"
""")
_, records = optout.evidence_in_contacts("../sample/salesforce_contacts.csv")
cases = [
    (
        contacts["Id"][at],
        {
            "evidence": [
                *pieces,
                *evidence.about(ids={"salesforce": contacts["Id"][at]}, system="salesforce"),
            ],
            "now": "2026-11-24",
            "trigger": "after_subscription",
            "since": "2026-10-31",
            "country": contacts["MailingCountry"].fillna("")[at],
        },
    )
    for at, pieces in enumerate(records)
]
change = optout.what_if(
    cases, before=optout.Policy.standard(), after=tested, most_flips=len(cases) // 100
)
change

# %%
turns = [
    {
        "from": group["from"]["retention"],
        "to": group["to"]["retention"],
        "because": group["to"]["reason"],
        "records": len(group["cases"]),
    }
    for group in change.groups
]
pd.DataFrame(turns)

# %% [markdown]
# `exceeds_cap` is true if more answers turn over than you allowed: somebody has to look before the
# policy is used.
