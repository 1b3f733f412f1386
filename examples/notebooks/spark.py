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
# # Spark
#
# A table that fits no machine is swept where it lies. Each partition decides about the records
# that can be decided about by themselves. What only the whole table shows - who else has this
# address? - comes back from each partition as a few bytes, and a second look settles the records
# that had to wait.
#
# The functions are those of `examples/python/spark_sweep.py`, which you may copy.

# %%
import os
import sys
import warnings

import pandas as pd
from pyspark.sql import SparkSession

import optout

sys.path.append("../python")
from spark_sweep import sweep

# %%
# Spark says that it does not know this pandas yet, and how Java was started.
warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers need optout as well
spark = (
    SparkSession.builder.master("local[2]")
    .appName("optout")
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.sql.shuffle.partitions", "2")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")

# %% [markdown]
# The list goes out once, arranged for matching. The rest looks like any other job:

# %%
people = optout.read_list("../sample/opt_out_list.csv")
sweeper = optout.BatchSweep(optout.Matcher(people), now="2026-11-24", preset="hubspot")

records = spark.read.csv("../sample/hubspot_contacts.csv", header=True, multiLine=True, escape='"')
decisions, counts = sweep(spark, records.repartition(4), sweeper)

decisions.groupBy("tier", "retention").count().orderBy("count", ascending=False).toPandas()

# %% [markdown]
# `counts` are the numbers of all partitions together. The guard has looked at them: a sweep that
# would remove more than 50 records and more than 1 % of the table raises `GuardError` instead of
# giving answers.

# %%
pd.Series(counts["retention"], name="records").to_frame()

# %% [markdown]
# ## The same as on one machine
#
# Where the table was cut does not matter.

# %%
alone = optout.sweep_frame(records.toArrow(), people, now="2026-11-24", preset="hubspot")
counts == alone.counts

# %% [markdown]
# ## What goes over the wire
#
# The broadcast and the facts hold names and addresses in clear, as the list does: use a cluster
# that may hold the list. The decisions hold none.
#
# A `BatchSweep` with evidence cannot be pickled: where evidence decides, its flags and dates have
# to be columns of the table.

# %%
spark.stop()
