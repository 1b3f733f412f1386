#!/usr/bin/env python3
"""Regenerate the tables in this folder from the packages they are taken from.

Usage: update.py FOLDER

FOLDER holds the packages as their registries serve them, npm ones unpacked:

    free-email-domains-1.12.6/package/
    disposable-email-domains-1.0.62/package/
    email-providers-2.26.0/package/
    role-based-email-addresses-3.1.0/package/
    nicknames-1.0.1-py3-none-any.whl

Every table is sorted by bytes and starts with comment lines, because the library searches the text as
it stands. The tables kept by hand (providers, hosts, titles) are not touched, only checked for order.
"""

import csv
import io
import json
import os
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Words of the role table that are also a given or family name, or a nickname of one. A colleague
# called Sydney must not lose her address to the role rule. Words of the nickname table go too.
PERSONAL = """
    alexa angels berlin boston captain chef china church denver france gardner grants house la
    master mayor music pastor paris per prime sem smile sac
""".split()

# Two letters are somebody's initials more often than a mailbox; these are the exceptions.
SHORT = {"hq", "hr", "ir", "it", "pr", "qa", "rh"}

# Keyboard noise, brands and single products: neither a shared mailbox nor a person.
NOISE = """
    aaa abc asd asdasd asdf caltrain digsitesvalue facebook ifttt instagram iphone itunes lifesum
    namecheap paypal plex plextv myplex random rockstars shopify stripe twitter
""".split()

# Mailboxes that the package lacks and that lists of opted-out people do meet; then what people write
# where there is no address, for those are nobody's alone either.
ADDED_ROLES = """
    abrechnung bewerbung bounce bounces buchung dataprotection dataprivacy datenschutz dpo einkauf
    empfang gdpr kundenservice optout personal personalabteilung postmaster privacyoffice rechnung
    rechnungen rgpd vertrieb

    anonymous donotemail fake invalid noaddress nobody nomail noone notavailable notprovided
    placeholder unknown
""".split()

# Free mail that the package lacks.
ADDED_FREE = "tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me".split()

# Customary abbreviations that the package lacks. `Md` is Muhammad in Bangladesh, `Mohd` in India and
# Malaysia. What other abbreviations with a dot stand for is found without a list.
MUHAMMAD = "mohamad mohamed mohammad mohammed muhamad muhammad muhammed".split()
ADDED_NICKNAMES = {name: {"md", "mhd", "mohd", "muhd"} for name in MUHAMMAD}

# Test domains and employers among the free-mail domains.
NOT_FREE = {"test.com", "test.de", "facebook.com", "alibaba.com"}


def domains(path):
    """The well-formed domains of a JSON list, in lower case."""
    shape = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
    return {d for d in (e.strip().lower() for e in json.loads(path.read_text())) if shape.fullmatch(d)}


def write(name, header, lines):
    """Write one table: comments first, then the lines in byte order."""
    body = sorted(set(lines), key=lambda line: line.encode())
    text = "".join(f"# {line}\n" for line in header) + "".join(f"{line}\n" for line in body)
    (HERE / name).write_text(text)
    print(f"{name}: {len(body)} entries")


def are_two_people(one, other, table):
    """Whether a pair of the package is two names, of which brother and sister may have one each."""
    short, long = sorted((one, other), key=len)
    # A name and its form for the other sex: Edwin and Edwina, Andrew and Andrea, Lucius and Lucia.
    if len(short) >= 5:
        if long.removeprefix(short) in {"a", "e", "ia", "ina", "ine", "ette", "elle"}:
            return True
        stem = len(os.path.commonprefix([short, long]))
        if stem >= len(long) - 2 and (one[-1] == "a") != (other[-1] == "a") and not {one[-1], other[-1]} & set("eiy"):
            return True
    # Two short forms of one name, like Bob and Rob, neither of which is cut out of the other.
    return short not in long and any(
        {one, other} <= shorts and len(name) > len(long) for name, shorts in table.items()
    )


def nickname_lines(table):
    """One line for each word: its short forms, and what it is a short form of."""
    shorts, names = {}, {}
    for name, listed in table.items():
        for short in listed:
            if not are_two_people(name, short, table):
                shorts.setdefault(name, set()).add(short)
                names.setdefault(short, set()).add(name)
    for word in shorts.keys() | names.keys():
        columns = (" ".join(sorted(side.get(word, ()))) for side in (shorts, names))
        yield "\t".join([word, *columns]).removesuffix("\t")


def nicknames(folder):
    wheel = zipfile.ZipFile(folder / "nicknames-1.0.1-py3-none-any.whl")
    rows = csv.DictReader(io.StringIO(wheel.read("nicknames/names.csv").decode()))
    table = {}
    for row in rows:
        name, short = row["name1"].strip().lower(), row["name2"].strip().lower()
        if row["relationship"] == "has_nickname" and name.isalpha() and short.isalpha() and name != short:
            table.setdefault(name, set()).add(short)
    for name, shorts in ADDED_NICKNAMES.items():
        table.setdefault(name, set()).update(shorts)
    write(
        "nicknames.txt",
        [
            "Given names and their short forms: name, TAB, short forms, TAB, names that it is a short form of.",
            "From PyPI nicknames 1.0.1 (Apache-2.0, Carlton Northern and Nick Crews), regrouped by word, without",
            "the pairs that are two people and with a few abbreviations; update.py says which.",
        ],
        nickname_lines(table),
    )
    return table.keys() | set().union(*table.values())


def mail_domains(folder):
    free = domains(folder / "free-email-domains-1.12.6/package/domains.json")
    providers = domains(folder / "email-providers-2.26.0/package/all.json")
    disposable = domains(folder / "disposable-email-domains-1.0.62/package/index.json")
    corroborated = disposable & (free | providers)
    write(
        "disposable_domains.txt",
        [
            "Domains of throw-away mailboxes.",
            "From npm disposable-email-domains 1.0.62 (MIT), only those that npm free-email-domains 1.12.6",
            "(MIT) or npm email-providers 2.26.0 (ISC) names too.",
        ],
        corroborated,
    )
    write(
        "free_mail_domains.txt",
        [
            "Domains on which anybody can have a mailbox.",
            "From npm free-email-domains 1.12.6 (MIT) without those of disposable_domains.txt; additions and",
            "exceptions are listed in update.py.",
        ],
        (free - corroborated - NOT_FREE) | set(ADDED_FREE),
    )


def roles(folder, names):
    source = (folder / "role-based-email-addresses-3.1.0/package/src/index.js").read_text()
    words = re.findall(r"'([^']+)'", source)
    # As the look-up does: separators and trailing digits do not count.
    bare = {re.sub(r"[^a-z0-9]", "", word.lower()).rstrip("0123456789") for word in words}
    kept = {
        word
        for word in bare
        if (len(word) > 2 or word in SHORT)
        and not any(word in dropped for dropped in (names, PERSONAL, NOISE))
    }
    write(
        "role_words.txt",
        [
            "Local parts that stand for a function and not for a person, without separators or final digits.",
            "From npm role-based-email-addresses 3.1.0 (MIT), without words that are also a person's name,",
            "initials or noise; the lists of these, and what is added, are in update.py.",
        ],
        kept | set(ADDED_ROLES),
    )


def check_order():
    for path in sorted(HERE.glob("*.txt")):
        lines = path.read_bytes().splitlines()
        keys = [line.split(b"\t")[0] for line in lines if not line.startswith(b"#")]
        if keys != sorted(set(keys)):
            sys.exit(f"{path.name}: not sorted, or an entry stands twice")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    names = nicknames(folder)
    mail_domains(folder)
    roles(folder, names)
    check_order()


if __name__ == "__main__":
    main()
