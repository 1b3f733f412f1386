//! Companies.

use super::ids::push_digits;
use super::pick;
use super::pools::{INDUSTRIES, MATERIALS};

/// A company with a domain of its own.
pub(crate) struct Company {
    number: u64,
    material: &'static str,
    industry: &'static str,
}

impl Company {
    pub(crate) fn new(number: u64, draw: u64) -> Self {
        let (material, industry) = (pick(&MATERIALS, draw >> 32), pick(&INDUSTRIES, draw));
        Self { number, material, industry }
    }

    pub(crate) fn name(&self) -> String {
        let form = pick(&[" Inc", " GmbH", ", Inc.", " Ltd", ""], self.number);
        format!("{} {}{form}", self.material, self.industry)
    }

    pub(crate) fn domain(&self) -> String {
        let mut domain = self.material.to_ascii_lowercase();
        domain.push('-');
        push_digits(self.number, 36, &mut domain);
        domain.push_str(".example");
        domain
    }
}
