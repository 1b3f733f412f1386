"""Splink on DuckDB, on the fields that the sets have: models documented by it, or in their manner.

The functions give pairs with their match probability.
"""

from collections.abc import Iterable
from pathlib import Path

Pair = tuple[str, str, float]

SEED = 1


def febrl(listed: Path, records: Path) -> Iterable[Pair]:
    """The detailed model of Splink's FEBRL 4 example, without the social-security number."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons = [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison(
            "date_of_birth",
            input_is_string=True,
            datetime_format="%Y%m%d",
            invalid_dates_as_null=True,
        ),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
            term_frequency_adjustments=True
        ),
    ]
    rules = [block_on("given_name", "surname", "date_of_birth")]
    return linked(listed, records, comparisons, rules)


def febrl_all_fields(listed: Path, records: Path) -> Iterable[Pair]:
    """A model of our own for Splink with every field that the library gets."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons = [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
        cl.JaroWinklerAtThresholds("address_2", [0.9, 0.7]),
        cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        cl.ExactMatch("state").configure(term_frequency_adjustments=True),
    ]
    rules = [
        block_on("given_name", "surname", "date_of_birth"),
        block_on("surname", "date_of_birth", "postcode"),
    ]
    return linked(listed, records, comparisons, rules)


def linked(listed: Path, records: Path, comparisons, rules) -> Iterable[Pair]:
    import pandas
    from splink import SettingsCreator, block_on

    tables = [pandas.read_csv(path, dtype=str) for path in (listed, records)]
    tables = [table.drop(columns="soc_sec_id") for table in tables]
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        comparisons=comparisons,
    )
    training = [block_on("date_of_birth"), block_on("postcode")]
    return predicted(tables, settings, rules, 0.8, training, "rec_id")


def fake_people(people: Path) -> Iterable[Pair]:
    """A model in the manner of Splink's tutorial, on name and e-mail."""
    import pandas
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    table = pandas.read_csv(people, dtype=str)[["unique_id", "first_name", "surname", "email"]]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name"),
            block_on("surname"),
            block_on("email"),
        ],
        comparisons=[
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email").configure(term_frequency_adjustments=True),
        ],
    )
    rules = [block_on("first_name", "surname"), block_on("email")]
    training = [block_on("email"), block_on("first_name", "surname")]
    return predicted([table], settings, rules, 0.7, training, "unique_id")


def own(entries: list[dict], records: list[dict]) -> Iterable[Pair]:
    """A model in the manner of the others, on name, e-mail and the firm's domain."""
    import pandas
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    def table(rows: list[dict], number: str) -> pandas.DataFrame:
        columns = ["given", "family", "email", "domain"]
        frame = pandas.DataFrame(rows)
        frame["unique_id"] = frame[number]
        frame["email"] = frame["email"].str.strip().str.lower()
        # A blank field is an unknown one.
        return frame[["unique_id", *columns]].mask(frame == "", None)

    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("email"),
            block_on("given", "family"),
            block_on("domain", "family"),
            block_on("domain", "given"),
        ],
        comparisons=[
            cl.NameComparison("given").configure(term_frequency_adjustments=True),
            cl.NameComparison("family").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
            cl.ExactMatch("domain").configure(term_frequency_adjustments=True),
        ],
    )
    rules = [block_on("email"), block_on("given", "family", "domain")]
    training = [block_on("email"), block_on("given", "family")]
    tables = [table(entries, "entry"), table(records, "record")]
    return predicted(tables, settings, rules, 0.7, training, "unique_id")


def predicted(tables, settings, rules, recall: float, training, number: str) -> Iterable[Pair]:
    """Trains the model as the documentation does, and lets it predict."""
    import logging

    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    names = ("a_listed", "b_records")
    frames = [
        api.register(table, dataset_display_name=name)
        for table, name in zip(tables, names, strict=False)
    ]
    linker = Linker(frames if len(frames) > 1 else frames[0], settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match(rules, recall=recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    return zip(found[f"{number}_l"], found[f"{number}_r"], found["match_probability"], strict=True)
