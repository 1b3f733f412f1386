//! Notices about the systems that the host works with: each once, and once that it is over.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::health::{ApiUse, Credential, DailySync, Feed, Health};
use crate::normalize::date::Date;
use crate::words::words;

words! {
    /// What a notice is about.
    NoticeKind ("a kind of notice such as api_limit") {
        /// A credential is about to expire.
        CredentialExpiring = "credential_expiring",
        /// A credential has expired.
        CredentialExpired = "credential_expired",
        /// A system allows no more calls today.
        ApiLimit = "api_limit",
        /// There was far less of something than there usually is.
        FeedLow = "feed_low",
        /// Something that only grows has less than before.
        FeedShrank = "feed_shrank",
        /// Hardly any page of the website is tracked.
        FewPages = "few_pages",
        /// What is brought over every day was not.
        SyncDelayed = "sync_delayed",
    }
}

words! {
    /// How bad it is.
    Severity ("info, warning or critical") {
        /// It is over.
        Info = "info",
        /// Somebody should look at it.
        Warning = "warning",
        /// Work has stopped, or rests on what is wrong.
        Critical = "critical",
    }
}

/// Where ordinary ends. These are the host's choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WatchRules {
    /// How many days before its end a credential is about to expire.
    pub expiry_notice_days: u16,
    /// A feed is low below this share of its norm, the median of the past weeks.
    pub low_share: f64,
    /// Fewer tracked pages than this are hardly any.
    pub least_pages: u32,
    /// How many days a daily sync may be behind.
    pub sync_days: u16,
}

impl Default for WatchRules {
    fn default() -> Self {
        Self { expiry_notice_days: 14, low_share: 0.5, least_pages: 5, sync_days: 1 }
    }
}

/// What has been told and is not over yet.
///
/// ```
/// use optout_core::notice::{Health, Watch, WatchRules};
///
/// let health: Health = serde_json::from_str(
///     r#"{"api_uses": [{"system": "crm", "date": "2026-11-24", "used": 100, "allowed": 100}]}"#,
/// )?;
/// let (mut watch, rules) = (Watch::new(), WatchRules::default());
/// let tuesday = "2026-11-24".parse().unwrap();
/// let notices = watch.evaluate(&health, tuesday, &rules);
/// assert_eq!(notices[0].kind.as_str(), "api_limit");
/// assert!(notices[0].stops_work);
/// assert!(watch.evaluate(&health, tuesday, &rules).is_empty(), "it was told");
///
/// let wednesday = "2026-11-25".parse().unwrap();
/// assert!(watch.evaluate(&health, wednesday, &rules)[0].resolves);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    raised: BTreeMap<NoticeKind, BTreeMap<String, Date>>,
}

/// Something to tell administrators.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// How bad it is.
    pub severity: Severity,
    /// The system or feed, by the host's name.
    pub subject: String,
    /// The same for all that is said of one occurrence, and for no other: what was sent under it need not be
    /// sent again.
    pub dedupe_key: String,
    /// Whether it says that it is over.
    pub resolves: bool,
    /// Whether nothing more may be asked of the system.
    pub stops_work: bool,
    /// What it says, in words.
    pub sentence: &'static str,
    /// What it often comes from, the likeliest first.
    pub causes: &'static [&'static str],
}

impl Watch {
    /// Nothing has been told yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is to be told now: what has begun, and what is over. Of what `health` does not speak, nothing is
    /// said, and it is not taken for mended.
    pub fn evaluate(&mut self, health: &Health, now: Date, rules: &WatchRules) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut see = |kind: NoticeKind, subject: &str, is_so: bool| {
            notices.extend(self.see(kind, subject, is_so, now));
        };
        for one in &health.credentials {
            let is_expired = one.is_expired(now);
            see(NoticeKind::CredentialExpired, &one.system, is_expired);
            let is_expiring = !is_expired && one.is_expiring(now, rules);
            see(NoticeKind::CredentialExpiring, &one.system, is_expiring);
        }
        for one in &health.api_uses {
            see(NoticeKind::ApiLimit, &one.system, one.is_reached(now));
        }
        for one in &health.feeds {
            see(NoticeKind::FeedShrank, &one.name, one.has_shrunk());
            see(NoticeKind::FeedLow, &one.name, one.is_low(rules));
            if let Some(pages) = one.pages_tracked {
                see(NoticeKind::FewPages, &one.name, pages < rules.least_pages);
            }
        }
        for one in &health.syncs {
            see(NoticeKind::SyncDelayed, &one.name, one.is_delayed(now, rules));
        }
        notices
    }

    fn see(&mut self, kind: NoticeKind, subject: &str, is_so: bool, now: Date) -> Option<Notice> {
        let raised = self.raised.entry(kind).or_default();
        let since = match (raised.get(subject).copied(), is_so) {
            (None, true) => {
                raised.insert(subject.to_owned(), now);
                now
            }
            (Some(since), false) => {
                raised.remove(subject);
                since
            }
            (None, false) | (Some(_), true) => return None,
        };
        Some(Notice {
            kind,
            severity: if is_so { kind.severity() } else { Severity::Info },
            subject: subject.to_owned(),
            dedupe_key: format!("{kind}:{since}:{subject}"),
            resolves: !is_so,
            stops_work: is_so && kind == NoticeKind::ApiLimit,
            sentence: if is_so { kind.sentence() } else { kind.relief() },
            causes: if is_so { kind.causes() } else { &[] },
        })
    }
}

impl Credential {
    fn is_expired(&self, now: Date) -> bool {
        self.is_refused || self.end().is_some_and(|end| now >= end)
    }

    fn is_expiring(&self, now: Date, rules: &WatchRules) -> bool {
        let begins = self.end().and_then(|end| end.add_days(-i32::from(rules.expiry_notice_days)));
        begins.is_some_and(|begins| now >= begins)
    }

    fn end(&self) -> Option<Date> {
        self.updated_on.add_days(self.lifetime_days?.into())
    }
}

impl ApiUse {
    fn is_reached(&self, now: Date) -> bool {
        self.date == now && self.used >= self.allowed
    }
}

impl Feed {
    fn has_shrunk(&self) -> bool {
        self.is_cumulative && self.past.iter().any(|past| self.last < *past)
    }

    fn is_low(&self, rules: &WatchRules) -> bool {
        let mut past = self.past.clone();
        past.sort_unstable();
        let norm = past.get(past.len() / 2).copied().unwrap_or_default();
        !self.is_cumulative && (self.last as f64) < rules.low_share * norm as f64
    }
}

impl DailySync {
    fn is_delayed(&self, now: Date, rules: &WatchRules) -> bool {
        now.days_since(self.finished_on) > rules.sync_days.into()
    }
}

impl NoticeKind {
    fn severity(self) -> Severity {
        match self {
            Self::CredentialExpiring | Self::FeedLow | Self::FewPages | Self::SyncDelayed => {
                Severity::Warning
            }
            Self::CredentialExpired | Self::ApiLimit | Self::FeedShrank => Severity::Critical,
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::CredentialExpiring => "The credential is about to expire; renew it.",
            Self::CredentialExpired => {
                "The credential has expired; nothing is brought over until it is renewed."
            }
            Self::ApiLimit => {
                "The calls that the system allows for the day are used up; work has stopped."
            }
            Self::FeedLow => "There was far less last week than there usually is.",
            Self::FeedShrank => {
                "It has less than before, and only ever grows; decide nothing by it."
            }
            Self::FewPages => "Hardly any page is tracked.",
            Self::SyncDelayed => "What is brought over every day has not been.",
        }
    }

    fn relief(self) -> &'static str {
        match self {
            Self::CredentialExpiring | Self::CredentialExpired => {
                "The credential has been renewed."
            }
            Self::ApiLimit => "The system takes calls again.",
            Self::FeedLow => "There is as much again as there usually is.",
            Self::FeedShrank => "Nothing is missing any more.",
            Self::FewPages => "Enough pages are tracked again.",
            Self::SyncDelayed => "What was late has been brought over.",
        }
    }

    fn causes(self) -> &'static [&'static str] {
        match self {
            Self::FeedLow => &[
                "the tracking script was taken out of pages, or out of the tag manager",
                "visitors are asked for consent first, or refuse it more often",
                "a new address of the website is not on the list of tracked ones",
                "a holiday, or the end of a campaign",
            ],
            Self::FewPages => &[
                "the tracking script is in some templates only",
                "pages are built in the browser and tell of no visit",
            ],
            Self::FeedShrank => &[
                "the file was cut short on its way",
                "a filter was set where it was exported",
                "it is another account's file",
            ],
            Self::CredentialExpiring
            | Self::CredentialExpired
            | Self::ApiLimit
            | Self::SyncDelayed => &[],
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let raised = self.raised.iter().map(|(kind, subjects)| (kind, subjects.len()));
        f.debug_map().entries(raised).finish()
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notice")
            .field("kind", &self.kind)
            .field("severity", &self.severity)
            .field("resolves", &self.resolves)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn told(watch: &mut Watch, health: &Health, day: &str) -> Vec<(NoticeKind, bool)> {
        let notices = watch.evaluate(health, date(day), &WatchRules::default());
        notices.iter().map(|one| (one.kind, one.resolves)).collect()
    }

    #[test]
    fn a_credential_from_notice_to_renewal() {
        let mut watch = Watch::new();
        let credential = |updated_on: &str, lifetime_days, is_refused| Health {
            credentials: vec![Credential {
                system: "crm".to_owned(),
                updated_on: date(updated_on),
                lifetime_days,
                is_refused,
            }],
            ..Health::default()
        };
        let old = credential("2026-09-01", Some(90), false);
        assert_eq!(told(&mut watch, &old, "2026-11-15"), []);
        assert_eq!(told(&mut watch, &old, "2026-11-16"), [(NoticeKind::CredentialExpiring, false)]);
        assert_eq!(told(&mut watch, &old, "2026-11-17"), []);
        assert_eq!(
            told(&mut watch, &old, "2026-11-30"),
            [(NoticeKind::CredentialExpired, false), (NoticeKind::CredentialExpiring, true)]
        );
        assert_eq!(told(&mut watch, &Health::default(), "2026-12-01"), [], "nothing is known");
        let renewed = credential("2026-12-01", Some(90), false);
        assert_eq!(
            told(&mut watch, &renewed, "2026-12-01"),
            [(NoticeKind::CredentialExpired, true)]
        );
        // One that tells only afterwards.
        assert_eq!(told(&mut watch, &credential("2020-01-01", None, false), "2026-12-02"), []);
        let refused = credential("2020-01-01", None, true);
        assert_eq!(
            told(&mut watch, &refused, "2026-12-03"),
            [(NoticeKind::CredentialExpired, false)]
        );
    }

    #[test]
    fn another_time_is_another_occurrence() {
        let mut watch = Watch::new();
        let used = |used| Health {
            api_uses: vec![ApiUse {
                system: "crm".to_owned(),
                date: date("2026-11-24"),
                used,
                allowed: 100,
            }],
            ..Health::default()
        };
        let mut keys = |health: &Health, day: &str| {
            let notices = watch.evaluate(health, date(day), &WatchRules::default());
            notices.into_iter().map(|one| one.dedupe_key).collect::<Vec<_>>()
        };
        let first = keys(&used(100), "2026-11-24");
        assert_eq!(first, ["api_limit:2026-11-24:crm"]);
        assert_eq!(keys(&used(99), "2026-11-24"), first, "over, under the same key");
        let mut next = used(100);
        next.api_uses[0].date = date("2026-11-25");
        assert_eq!(keys(&next, "2026-11-25"), ["api_limit:2026-11-25:crm"]);
    }

    #[test]
    fn feeds() {
        let mut watch = Watch::new();
        let feed = |past: &[u64], last, is_cumulative, pages_tracked| Health {
            feeds: vec![Feed {
                name: "web visits".to_owned(),
                past: past.to_vec(),
                last,
                is_cumulative,
                pages_tracked,
            }],
            ..Health::default()
        };
        let day = "2026-11-24";
        // One busy week is not the norm.
        assert_eq!(told(&mut watch, &feed(&[100, 9_000, 110, 90], 60, false, Some(5)), day), []);
        assert_eq!(
            told(&mut watch, &feed(&[100, 9_000, 110, 90], 40, false, Some(4)), day),
            [(NoticeKind::FeedLow, false), (NoticeKind::FewPages, false)]
        );
        assert_eq!(
            told(&mut watch, &feed(&[100], 100, false, Some(9)), day),
            [(NoticeKind::FeedLow, true), (NoticeKind::FewPages, true)]
        );
        assert_eq!(
            told(&mut watch, &feed(&[100, 101], 100, true, None), day),
            [(NoticeKind::FeedShrank, false)]
        );
        assert_eq!(
            told(&mut watch, &feed(&[], 0, false, None), day),
            [(NoticeKind::FeedShrank, true)]
        );
    }

    #[test]
    fn a_delay_and_its_end() {
        let mut watch = Watch::new();
        let sync = |finished_on: &str| Health {
            syncs: vec![DailySync { name: "crm".to_owned(), finished_on: date(finished_on) }],
            ..Health::default()
        };
        assert_eq!(told(&mut watch, &sync("2026-11-23"), "2026-11-24"), []);
        assert_eq!(
            told(&mut watch, &sync("2026-11-22"), "2026-11-24"),
            [(NoticeKind::SyncDelayed, false)]
        );
        let kept = serde_json::to_string(&watch).unwrap();
        let mut watch: Watch = serde_json::from_str(&kept).unwrap();
        assert_eq!(
            told(&mut watch, &sync("2026-11-24"), "2026-11-24"),
            [(NoticeKind::SyncDelayed, true)]
        );
        assert!(!format!("{watch:?}").contains("crm"));
    }
}
