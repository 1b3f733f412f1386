//! Charts as SVG: widths in shares of the page and heights in those of its letters, so that the text in them keeps its
//! size on a phone and on paper.

use std::fmt::Write as _;

use super::share;
use crate::markup::{escaped, grouped};
use crate::normalize::date::Date;

/// A row of a chart of bars.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) count: u64,
}

/// The height of a row, in thousandths of a letter's.
const ROW: u32 = 2900;

/// Bars beneath each other, each a part of a whole. `id` is the chart's own on the page.
pub(super) fn bars(id: &str, title: &str, whole: u64, bars: &[Bar]) -> String {
    let spoken: Vec<String> =
        bars.iter().map(|bar| format!("{}: {}", bar.label, grouped(bar.count))).collect();
    let height = em(ROW * u32::try_from(bars.len()).unwrap_or(1));
    let mut svg = opened(id, title, &spoken.join("; "), &height);
    let mut top = 0;
    for Bar { label, count } in bars {
        let of_whole = format!("{}, {}", grouped(count), share(*count, whole));
        let width = per_cent(per_mille(*count, whole));
        let (text, bar, label) = (em(top + 1000), em(top + 1550), escaped(label));
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{text}\">{label}</text>\
             <text class=\"number\" x=\"100%\" y=\"{text}\" text-anchor=\"end\">{of_whole}</text>\
             <rect class=\"track\" x=\"0\" y=\"{bar}\" width=\"100%\" height=\".5em\"/>\
             <rect class=\"bar\" x=\"0\" y=\"{bar}\" width=\"{width}\" height=\".5em\"/>"
        );
        top += ROW;
    }
    svg.push_str("</svg>");
    svg
}

/// Where the line of days begins and ends, in thousandths of the width.
const EDGES: (u64, u64) = (30, 970);
/// What two numbers, and two days, need between them to be read on a phone.
const BETWEEN: (u64, u64) = (130, 250);
/// The height of the highest column, and where all of them stand, in thousandths of a letter's.
const HIGHEST: u32 = 6000;
const GROUND: u32 = 9000;

/// Columns on a line of days, with today; days that have passed are marked.
pub(super) fn days(id: &str, title: &str, now: Date, days: &[(Date, u64)]) -> String {
    let spoken: Vec<String> = days
        .iter()
        .map(|(day, count)| {
            let overdue = if *day < now { ", overdue" } else { "" };
            format!("{day}: {}{overdue}", grouped(count))
        })
        .collect();
    let dates = || days.iter().map(|(day, _)| *day).chain([now]);
    let (first, last) = (dates().min().unwrap_or(now), dates().max().unwrap_or(now));
    let span = u64::from(last.days_since(first).unsigned_abs()).max(1);
    let (start, end) = EDGES;
    let place =
        |day: Date| start + u64::from(day.days_since(first).unsigned_abs()) * (end - start) / span;
    let most = days.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let mut svg = opened(id, title, &spoken.join("; "), &em(GROUND + 2000));
    let (today, ground) = (place(now), em(GROUND));
    let _ = write!(
        svg,
        "<line class=\"ground\" x1=\"0\" y1=\"{ground}\" x2=\"100%\" y2=\"{ground}\"/>\
         <line class=\"today\" x1=\"{x}\" y1=\"1.5em\" x2=\"{x}\" y2=\"{ground}\"/>\
         <text x=\"{x}\" y=\"1em\" text-anchor=\"{}\">today, {now}</text>",
        anchor(today),
        x = per_cent(today),
    );
    for (day, count) in days {
        let class = if *day < now { "bar overdue" } else { "bar" };
        let height = height(*count, most);
        let (top, height, x) = (em(GROUND - height), em(height), per_cent(place(*day)));
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{top}\" width=\"10\" height=\"{height}\" \
             transform=\"translate(-5)\"/>"
        );
    }
    let mut by_count: Vec<&(Date, u64)> = days.iter().collect();
    by_count.sort_by_key(|(day, count)| (std::cmp::Reverse(*count), *day));
    let mut ends: Vec<&(Date, u64)> = days.last().into_iter().chain(days.first()).collect();
    ends.extend(by_count.iter().copied());
    for (day, count) in apart(&by_count, BETWEEN.0, place) {
        let (x, y) = (place(day), em(GROUND - height(count, most) - 400));
        let (x, anchor, count) = (per_cent(x), anchor(x), grouped(count));
        let _ = write!(
            svg,
            "<text class=\"number\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{count}</text>"
        );
    }
    for (day, _) in apart(&ends, BETWEEN.1, place) {
        let (x, y) = (place(day), em(GROUND + 1400));
        let (x, anchor) = (per_cent(x), anchor(x));
        let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{day}</text>");
    }
    svg.push_str("</svg>");
    svg
}

/// Those of some days, the first ones first, whose texts do not touch.
fn apart(days: &[&(Date, u64)], between: u64, place: impl Fn(Date) -> u64) -> Vec<(Date, u64)> {
    let mut taken: Vec<(Date, u64)> = Vec::new();
    for (day, count) in days.iter().copied().copied() {
        if taken.iter().all(|(other, _)| place(day).abs_diff(place(*other)) >= between) {
            taken.push((day, count));
        }
    }
    taken
}

/// A chart is one picture to who listens to it: its title, and what it shows in words.
fn opened(id: &str, title: &str, says: &str, height: &str) -> String {
    let (title, says) = (escaped(title), escaped(says));
    format!(
        "<svg role=\"img\" aria-labelledby=\"{id}-name {id}-says\" width=\"100%\" height=\"{height}\">\
         <title id=\"{id}-name\">{title}</title><desc id=\"{id}-says\">{says}.</desc>"
    )
}

/// To which side of its place a text stands, so that it does not leave the chart.
fn anchor(place: u64) -> &'static str {
    match place {
        0..150 => "start",
        150..=850 => "middle",
        _ => "end",
    }
}

/// How high a column is; what is there at all can be seen.
fn height(count: u64, most: u64) -> u32 {
    let height = u128::from(count) * u128::from(HIGHEST) / u128::from(most);
    u32::try_from(height).unwrap_or(HIGHEST).max(200)
}

fn per_mille(count: u64, whole: u64) -> u64 {
    let per_mille = (u128::from(count) * 1000).div_ceil(u128::from(whole.max(1)));
    u64::try_from(per_mille).unwrap_or(1000).min(1000)
}

fn per_cent(per_mille: u64) -> String {
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

fn em(thousandths: u32) -> String {
    format!("{}.{:03}em", thousandths / 1000, thousandths % 1000)
}
