//! Ids, e-mails, websites, names, dates and flags.

use optout_core::matching::compare_names;
use optout_core::normalize::boolean::parse_flag;
use optout_core::normalize::date::{DateColumn, DateOptions, DateOrder, DateOutcome};
use optout_core::normalize::email::{Email, split_emails};
use optout_core::normalize::id::{crm_id, opaque_id, salesforce_id};
use optout_core::normalize::name::Name;
use optout_core::normalize::website::Website;
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    call: String,
    input: Option<String>,
    inputs: Option<Vec<String>>,
    #[serde(default)]
    options: Options,
    expect: Option<Expected>,
    expect_fault: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    order: Option<String>,
    serial: bool,
    assumed_offset: i32,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(untagged)]
enum Expected {
    One(String),
    Many(Vec<String>),
}

fn check(case: Case) -> Result<(), String> {
    let one = |text: &str| Ok(Expected::One(text.to_owned()));
    let input = case.input.as_deref().unwrap_or_default();
    let found: Result<Expected, &str> = match case.call.as_str() {
        "opaque_id" => opaque_id(input).map_err(|fault| fault.as_str()).and_then(|id| one(&id)),
        "salesforce_id" => {
            salesforce_id(input).map_err(|fault| fault.as_str()).and_then(|id| one(&id))
        }
        "crm_id" => crm_id(input).map_err(|fault| fault.as_str()).and_then(|id| one(&id)),
        "email_exact" => email(input).and_then(|email| one(email.exact())),
        "email_canonical" => email(input).and_then(|email| one(email.canonical())),
        "email_class" => email(input).and_then(|email| one(email.class().as_str())),
        "split_emails" => Ok(Expected::Many(split_emails(input).map(str::to_owned).collect())),
        "website_domain" => website(input).and_then(|website| one(website.domain())),
        "website_class" => website(input).and_then(|website| one(website.class().as_str())),
        "name_key" => one(&Name::parse(input).map(|name| name.key()).unwrap_or_default()),
        "name_class" => one(name_class(&case)),
        "flag" => one(parse_flag(input).as_str()),
        "date_column" => Ok(Expected::Many(dates(&case))),
        other => return Err(format!("no such call: {other}")),
    };
    match (found, case.expect, case.expect_fault) {
        (Ok(found), Some(expected), None) => same("result", found, expected),
        (Err(fault), None, Some(expected)) => same("fault", fault, expected.as_str()),
        (Ok(found), None, Some(fault)) => Err(format!("expected {fault}, found {found:?}")),
        (Err(fault), Some(expected), None) => Err(format!("expected {expected:?}, found {fault}")),
        _ => Err("a case has either expect or expect_fault".to_owned()),
    }
}

fn email(input: &str) -> Result<Email, &'static str> {
    Email::parse(input).map_err(|fault| fault.as_str())
}

/// The class of two names; empty if one of them is none.
fn name_class(case: &Case) -> &'static str {
    let names: Vec<Name> =
        case.inputs.iter().flatten().filter_map(|name| Name::parse(name)).collect();
    match names.as_slice() {
        [left, right] => compare_names(left, right).class.as_str(),
        _ => "",
    }
}

fn website(input: &str) -> Result<Website, &'static str> {
    Website::parse(input).map_err(|fault| fault.as_str())
}

fn dates(case: &Case) -> Vec<String> {
    let mut column = DateColumn::new();
    for cell in case.inputs.iter().flatten() {
        column.push(cell);
    }
    let order = case.options.order.as_deref().map(|order| match order {
        "month_first" => DateOrder::MonthFirst,
        "day_first" => DateOrder::DayFirst,
        other => panic!("no such order: {other}"),
    });
    let Options { serial, assumed_offset, .. } = case.options;
    let readings = column.finish(&DateOptions { order, serial, assumed_offset });
    let text = |outcome: &DateOutcome| match outcome {
        DateOutcome::Date(moment) => moment.to_string(),
        other => other.as_str().to_owned(),
    };
    readings.outcomes.iter().map(text).collect()
}

#[test]
fn ids() {
    run("ids", check);
}

#[test]
fn emails() {
    run("emails", check);
}

#[test]
fn websites() {
    run("websites", check);
}

#[test]
fn names() {
    run("names", check);
}

#[test]
fn dates_and_flags() {
    run("dates", check);
}
