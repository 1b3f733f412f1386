"""The columns of the export and of the list, and how a peer is run."""

import sys
import time
from collections.abc import Callable

KEPT = (
    "6sense Company Id",
    "6sense People Id",
    "CRM People Record Id",
    "CRM Company Id",
    "Credit Deducted",
)
BLANKED = (
    "First Name",
    "Last Name",
    "Email",
    "Job Title",
    "Phone",
    "Company",
    "Website",
    "City",
    "Country",
    "Created Date",
    "Notes",
)
FLAG = "Is Redacted"

# The identifiers: in the export, in the list.
PERSON = ("6sense People Id", "Unique 6sense Record ID")
RECORD = ("CRM People Record Id", "CRM Record Id")
EMAIL = ("Email", "Work email")
# Names and websites, too: given and family name in the export, the whole name in the list.
NAMES = (("First Name", "Last Name"), "Name")
WEBSITE = ("Website", "Company website")
# What a website may begin with, in this order.
PREFIXES = ("https://", "http://", "www.")


def run(work: Callable[..., None]) -> None:
    """Runs a peer on LIST, IN and OUT, and prints how long its own work took: without imports."""
    arguments = sys.argv[1:]
    start = time.perf_counter()
    work(*arguments)
    print(time.perf_counter() - start)
