//! Explanations and numbers as HTML for notebooks: tables in a fragment that loads nothing.

use std::borrow::Cow;

use optout_core::basis::Trace;
use optout_core::matching::{Explanation, FieldAgreement, Pair};
use optout_core::report::Counts;

/// What a record is to the list, and a table for each entry.
pub(crate) fn explanation(explanation: &Explanation) -> String {
    let Explanation { status, policy, is_settled, pairs, .. } = explanation;
    let open = if *is_settled { "" } else { "; open until the whole file has been seen" };
    let pairs: String = pairs.iter().map(pair).collect();
    format!("<div><p><b>{status}</b> under policy {}{open}</p>{pairs}</div>", escaped(policy))
}

/// A table with a row for each field.
pub(crate) fn pair(pair: &Pair) -> String {
    let has_values = pair.fields.iter().any(|field| field.record.is_some());
    let headings: &[&str] = match has_values {
        true => &["field", "agreement", "record", "list"],
        false => &["field", "agreement"],
    };
    let head: String = headings.iter().map(|text| format!("<th>{text}</th>")).collect();
    let rows: String = pair.fields.iter().map(|field| row(field, has_values)).collect();
    let tier = pair.tier.map_or("-", |tier| tier.as_str());
    let rule = pair.rule.as_deref().unwrap_or("no rule");
    let unmet: String = pair
        .unmet
        .iter()
        .map(|unmet| format!("<li>{}: {}</li>", escaped(&unmet.rule), escaped(&unmet.condition)))
        .collect();
    let unmet = match unmet.as_str() {
        "" => String::new(),
        items => format!("<p>Not met:</p><ul>{items}</ul>"),
    };
    format!(
        "<table><caption>entry {}: {} ({tier}, {}). {}</caption><thead><tr>{head}</tr></thead>\
         <tbody>{rows}</tbody></table>{unmet}",
        escaped(&pair.entry_id),
        pair.status,
        escaped(rule),
        escaped(&pair.sentence),
    )
}

fn row(field: &FieldAgreement, has_values: bool) -> String {
    let against = if field.contradicts { ", speaks against it" } else { "" };
    let cells: String = [&field.record, &field.entry]
        .into_iter()
        .filter(|_| has_values)
        .map(|values| {
            let values: Vec<Cow<'_, str>> =
                values.iter().flatten().map(|value| escaped(value)).collect();
            format!("<td>{}</td>", values.join("<br>"))
        })
        .collect();
    format!("<tr><th>{}</th><td>{}{against}</td>{cells}</tr>", field.field, field.class)
}

/// A classification, the evidence and the rules.
pub(crate) fn trace(trace: &Trace) -> String {
    let facts: String = trace
        .facts()
        .iter()
        .map(|(name, text)| format!("<tr><th>{name}</th><td>{}</td></tr>", escaped(text)))
        .collect();
    let evidence: String = trace
        .evidence
        .iter()
        .map(|one| {
            format!(
                "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
                escaped(&one.id),
                one.kind,
                escaped(&one.standing()),
                escaped(one.effect.phrase()),
            )
        })
        .collect();
    let evidence = match evidence.as_str() {
        "" => "<p>No evidence.</p>".to_owned(),
        rows => format!(
            "<table><thead><tr><th>evidence</th><th>kind</th><th>record</th><th>effect</th></tr></thead>\
             <tbody>{rows}</tbody></table>"
        ),
    };
    let rules: String = trace
        .steps
        .iter()
        .map(|step| {
            let question = escaped(step.question);
            match step.decides {
                true => format!("<li><b>{}: {question} Decides.</b></li>", step.rule),
                false => format!("<li>{}: {question}</li>", step.rule),
            }
        })
        .collect();
    format!(
        "<div><p><b>{}</b></p><p>{}</p><table><tbody>{facts}</tbody></table>{evidence}\
         <p>Rules:</p><ul>{rules}</ul><p>{}</p></div>",
        escaped(&trace.headline()),
        escaped(trace.classification.reason.sentence()),
        Trace::NOTICE,
    )
}

/// The numbers of a sweep: records by status and by what becomes of them.
pub(crate) fn counts(counts: &Counts) -> String {
    let row = |word: &str, number: &u64| format!("<tr><th>{word}</th><td>{number}</td></tr>");
    let status: String =
        counts.status.iter().map(|(status, number)| row(status.as_str(), number)).collect();
    let retention: String =
        counts.retention.iter().map(|(kept, number)| row(kept.as_str(), number)).collect();
    format!(
        "<table><caption>{} records</caption><tbody>{status}</tbody><tbody>{retention}</tbody></table>",
        counts.records,
    )
}

/// Text in which nothing is markup.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(sign),
        }
    }
    Cow::Owned(safe)
}
