"""Raw value to key: what matching compares, one value at a time.

Two spellings of one thing get one key here; whether two keys belong to one person is decided
further on. A value without a key raises :class:`optout.UnreadableError`, whose ``code`` says why.
"""

from ._optout import (
    compare_names,
    crm_id,
    date_column,
    email_canonical,
    email_class,
    email_exact,
    flag,
    name_key,
    opaque_id,
    salesforce_id,
    split_emails,
    website_class,
    website_domain,
)

__all__ = [
    "compare_names",
    "crm_id",
    "date_column",
    "email_canonical",
    "email_class",
    "email_exact",
    "flag",
    "name_key",
    "opaque_id",
    "salesforce_id",
    "split_emails",
    "website_class",
    "website_domain",
]
