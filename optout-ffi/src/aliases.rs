//! Company domains that are one company's.

use std::mem::MaybeUninit;

use optout_core::DomainAliases;

use crate::failure::optout_error;
use crate::guard::{answer, change, free, make, need};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};

/// The caller's table of company domains that are one company's: rebrands, subsidiaries. All domains that
/// rows bring together are one company, in whatever order the rows come.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_domain_aliases(pub(crate) DomainAliases);

/// Makes a table in which no two domains are one company's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_domain_aliases_new(
    aliases: Option<&mut MaybeUninit<*mut optout_domain_aliases>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(aliases, error, || Ok(optout_domain_aliases(DomainAliases::default())))
}

/// Reads a delimited text with the columns `domain` and `alias`; further aliases have columns `alias_2`,
/// `alias_3` and so on, or all the name `alias`. Other columns are passed over. A cell that holds no
/// company's own domain, or several at once, is an error with its position.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_domain_aliases_read(
    data: *const u8,
    len: usize,
    aliases: Option<&mut MaybeUninit<*mut optout_domain_aliases>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(aliases, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_domain_aliases(DomainAliases::read(data)?))
    })
}

/// Says that two domains, or the websites they are in, are one company's. OPTOUT_STATUS_VALUE for a text
/// that is not the website of a company of its own.
#[unsafe(no_mangle)]
pub extern "C" fn optout_domain_aliases_add(
    aliases: Option<&mut optout_domain_aliases>,
    one: optout_str<'_>,
    other: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(aliases, error, |aliases| {
        aliases.0.add(one.text()?, other.text()?)?;
        Ok(())
    })
}

/// The domain that stands for a registrable domain's company: of all its domains the first in the order
/// of their bytes; the domain itself where it has no alias.
#[unsafe(no_mangle)]
pub extern "C" fn optout_domain_aliases_canonical(
    aliases: Option<&optout_domain_aliases>,
    domain: optout_str<'_>,
    canonical: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(canonical, error, || Ok(need(aliases)?.0.canonical(domain.text()?).to_owned().into()))
}

/// How many domains have another one that stands for them.
#[unsafe(no_mangle)]
pub extern "C" fn optout_domain_aliases_count(aliases: Option<&optout_domain_aliases>) -> usize {
    answer(0, || aliases.map_or(0, |aliases| aliases.0.len()))
}

/// SHA-256 of what it says, in hexadecimal; the order and the number of rows are not in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_domain_aliases_hash(
    aliases: Option<&optout_domain_aliases>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(need(aliases)?.0.hash().into()))
}

/// Frees aliases. Options that hold them keep their copy.
#[unsafe(no_mangle)]
pub extern "C" fn optout_domain_aliases_free(aliases: Option<Box<optout_domain_aliases>>) {
    free(aliases);
}
