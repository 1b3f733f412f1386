//! The words of normalised values.

use optout_core::normalize::boolean::Flag;
use optout_core::normalize::date::DateOrder;
use optout_core::normalize::email::EmailClass;
use optout_core::normalize::name::Tag;
use optout_core::normalize::website::WebsiteClass;

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// What kind of mailbox an address names.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_email_class {
    /// No value: the answer to NULL.
    None = 0,
    /// A function (`info`, `sales`): several people read it, one after another or all at once. This
    /// outranks the domain, because it decides whether the address stands for a person at all.
    Role = 1,
    /// A domain on which anybody can have a mailbox.
    FreeMail = 2,
    /// A throw-away mailbox.
    Disposable = 3,
    /// Everything else: the domain belongs to the employer.
    Corporate = 4,
}

mirrors!(optout_email_class of EmailClass { Role, FreeMail, Disposable, Corporate });

/// The word for a value of optout_email_class, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_class_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_email_class::word(value).into())
}

/// Whose site it is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_website_class {
    /// No value: the answer to NULL.
    None = 0,
    /// The company's own.
    Company = 1,
    /// A mail provider's.
    FreeMail = 2,
    /// A social network's or a publishing platform's.
    Social = 3,
    /// A page of links, or a shortened link.
    LinkInBio = 4,
    /// A site builder's; a customer's site below a private public suffix is the customer's own.
    SiteBuilder = 5,
}

mirrors!(optout_website_class of WebsiteClass {
    Company, FreeMail, Social, LinkInBio, SiteBuilder,
});

/// The word for a value of optout_website_class, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_class_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_website_class::word(value).into())
}

/// What a cell that holds a flag says.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_flag {
    /// No value: the answer to NULL.
    None = 0,
    /// Yes.
    True = 1,
    /// No.
    False = 2,
    /// Nothing: unknown, which is not no.
    Blank = 3,
    /// Something that is no flag.
    Unreadable = 4,
}

mirrors!(optout_flag of Flag { True, False, Blank, Unreadable });

/// The word for a value of optout_flag, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_flag_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_flag::word(value).into())
}

/// Whether the month or the day stands first in `03/04/2026`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_date_order {
    /// No order was given or proved.
    None = 0,
    /// As in the United States.
    MonthFirst = 1,
    /// As in most of the world.
    DayFirst = 2,
}

mirrors!(optout_date_order of DateOrder { MonthFirst, DayFirst });

/// The word for a value of optout_date_order, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_order_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_date_order::word(value).into())
}

/// What part of a name a token is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_name_tag {
    /// No value: the answer to NULL.
    None = 0,
    /// A given name, known from its column or from a comma.
    Given = 1,
    /// A family name, known from its column or from a comma.
    Family = 2,
    /// A given or a family name: nothing says which.
    Untagged = 3,
    /// A title, a form of address or a degree; no evidence for or against a person.
    Honorific = 4,
    /// `jr`, `sr`, `ii`, `iii` or `iv`: two different ones contradict each other.
    Generation = 5,
}

mirrors!(optout_name_tag of Tag { Given, Family, Untagged, Honorific, Generation });

/// The word for a value of optout_name_tag, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_tag_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_name_tag::word(value).into())
}
