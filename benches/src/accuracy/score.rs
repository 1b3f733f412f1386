//! Counts of right and wrong pairs, and the rates that they make.

use serde::Deserialize;

/// What a way of matching found, against the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Pairs found that are one person's.
    pub right: u64,
    /// Pairs found that are not.
    pub wrong: u64,
    /// Pairs of one person that were not found.
    pub missed: u64,
}

impl Score {
    /// The share of what was found that is right; `None` if nothing was found.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// The share of what there was to find that was found.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

/// A share of two counts; `None` of nothing.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The pairs that a way of matching gives one rank.
#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    /// The rank as a reader sees it: a threshold, or a tier.
    pub at: String,
    /// How many of them are one person's.
    pub right: u64,
    /// How many are not.
    pub wrong: u64,
}

/// All ranks from the strongest to the weakest: each is a place to stop at.
#[derive(Clone, Debug, Deserialize)]
pub struct Ladder {
    /// The ranks.
    pub steps: Vec<Step>,
    /// How many pairs there are to find.
    pub positives: u64,
}

/// A place to stop at, and what has been found until there.
#[derive(Clone, Debug)]
pub struct Point {
    /// The last rank taken.
    pub at: String,
    /// What has been found.
    pub score: Score,
}

impl Ladder {
    /// Groups pairs by rank; the least is the strongest.
    pub fn new<K: Ord>(
        mut found: Vec<(K, bool)>,
        positives: u64,
        label: impl Fn(&K) -> String,
    ) -> Self {
        found.sort();
        let steps = found.chunk_by(|one, next| one.0 == next.0).map(|group| {
            let right = group.iter().filter(|(_, is_right)| *is_right).count() as u64;
            Step { at: label(&group[0].0), right, wrong: group.len() as u64 - right }
        });
        Self { steps: steps.collect(), positives }
    }

    /// Every place to stop at.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        let mut score = Score { missed: self.positives, ..Score::default() };
        self.steps.iter().map(move |step| {
            score.right += step.right;
            score.wrong += step.wrong;
            score.missed = self.positives.saturating_sub(score.right);
            Point { at: step.at.clone(), score }
        })
    }

    /// What all ranks together found.
    pub fn total(&self) -> Score {
        let nothing = Score { missed: self.positives, ..Score::default() };
        self.points().last().map_or(nothing, |point| point.score)
    }

    /// Only some of the ranks.
    #[must_use]
    pub fn only(&self, keeps: impl Fn(&Step) -> bool) -> Self {
        let steps = self.steps.iter().filter(|step| keeps(step)).cloned().collect();
        Self { steps, positives: self.positives }
    }

    /// The place with the best F1, the strictest of several.
    pub fn best_f1(&self) -> Option<Point> {
        let f1 = |point: &Point| point.score.f1().unwrap_or(0.0);
        self.points().reduce(|best, point| if f1(&point) > f1(&best) { point } else { best })
    }

    /// The last place at which the precision is at least this.
    pub fn at_precision(&self, least: f64) -> Option<Point> {
        self.points().filter(|point| point.score.precision() >= Some(least)).last()
    }

    /// The last place before the first wrong pair.
    pub fn at_no_wrong(&self) -> Option<Point> {
        self.points().take_while(|point| point.score.wrong == 0).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder() -> Ladder {
        let found = vec![(3, true), (1, true), (2, true), (2, false), (1, true), (4, false)];
        Ladder::new(found, 5, i32::to_string)
    }

    #[test]
    fn rates_are_those_of_the_counts() {
        let score = Score { right: 3, wrong: 1, missed: 2 };
        assert_eq!(score.precision(), Some(0.75));
        assert_eq!(score.recall(), Some(0.6));
        assert_eq!(score.f1(), Some(6.0 / 9.0));
        assert_eq!(Score::default().precision(), None);
    }

    #[test]
    fn a_ladder_is_climbed_down_rank_by_rank() {
        let points: Vec<Point> = ladder().points().collect();
        assert_eq!(points.iter().map(|point| point.at.as_str()).collect::<String>(), "1234");
        assert_eq!(points[1].score, Score { right: 3, wrong: 1, missed: 2 });
    }

    #[test]
    fn the_places_to_stop_at_are_found() {
        let ladder = ladder();
        assert_eq!(ladder.at_no_wrong().unwrap().at, "1");
        assert_eq!(ladder.best_f1().unwrap().at, "3");
        assert_eq!(ladder.at_precision(0.75).unwrap().at, "3");
    }
}
