//! Text and bytes across the border.

use std::ffi::{CStr, c_char};
use std::marker::PhantomData;
use std::ptr;

use crate::failure::Failure;
use crate::guard::{answer, free};

/// A view of UTF-8 text that somebody else owns; it has no NUL at its end. NULL with length 0 is
/// the empty text.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct optout_str<'a> {
    // Private: in Rust a value is made of a `&str`; one of C's promises `len` bytes that stay as
    // they are during the call.
    /// The first byte.
    data: *const c_char,
    /// The number of bytes.
    len: usize,
    owner: PhantomData<&'a str>,
}

impl<'a> optout_str<'a> {
    pub(crate) const EMPTY: optout_str<'static> =
        optout_str { data: ptr::null(), len: 0, owner: PhantomData };

    /// The text, if it is UTF-8.
    pub(crate) fn text(self) -> Result<&'a str, Failure> {
        // SAFETY: `data` and `len` come from a `&'a str`, or from C under the promise of the type.
        let bytes = unsafe { bytes(self.data.cast(), self.len) }?;
        std::str::from_utf8(bytes).map_err(|_| Failure::InvalidUtf8)
    }

    /// The text, or `None` if it is empty.
    pub(crate) fn filled(self) -> Result<Option<&'a str>, Failure> {
        Ok(Some(self.text()?).filter(|text| !text.is_empty()))
    }
}

impl<'a> From<&'a str> for optout_str<'a> {
    fn from(text: &'a str) -> Self {
        Self { data: text.as_ptr().cast(), len: text.len(), owner: PhantomData }
    }
}

/// Bytes of the caller.
///
/// # Safety
/// `data` is NULL, or `len` bytes can be read there and stay as they are for `'a`.
pub(crate) unsafe fn bytes<'a>(data: *const u8, len: usize) -> Result<&'a [u8], Failure> {
    // SAFETY: the caller promises it.
    unsafe { slice(data, len) }
}

/// What the caller has in a row.
///
/// # Safety
/// `data` is NULL, or `len` values can be read there and stay as they are for `'a`.
unsafe fn slice<'a, T>(data: *const T, len: usize) -> Result<&'a [T], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(Failure::NullArgument);
    }
    // No object is larger, so the promise cannot have been meant.
    if len.checked_mul(size_of::<T>()).is_none_or(|size| size > isize::MAX as usize) {
        return Err(Failure::InvalidLength);
    }
    // SAFETY: the caller promises `len` values, and they are not too many.
    Ok(unsafe { std::slice::from_raw_parts(data, len) })
}

/// Texts of the caller, in a row.
///
/// # Safety
/// `data` is NULL, or `count` views can be read there, each of them good for `'a`.
pub(crate) unsafe fn texts<'a>(
    data: *const optout_str<'a>,
    count: usize,
) -> Result<Vec<&'a str>, Failure> {
    // SAFETY: the caller promises it.
    let views = unsafe { slice(data, count) }?;
    views.iter().map(|view| view.text()).collect()
}

/// A view of a text that ends with NUL, such as a literal; empty for NULL. It lives as long as the
/// text.
///
/// # Safety
/// `text` is NULL, or a NUL follows it in memory that can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_str_of<'a>(text: *const c_char) -> optout_str<'a> {
    answer(optout_str::EMPTY, || {
        if text.is_null() {
            return optout_str::EMPTY;
        }
        // SAFETY: the caller promises the NUL at the end.
        let len = unsafe { CStr::from_ptr(text) }.count_bytes();
        optout_str { data: text, len, owner: PhantomData }
    })
}

/// Bytes or text that the library has made.
///
/// It is not changed by any function, so threads may read it at the same time.
pub struct optout_buffer(Vec<u8>);

impl optout_buffer {
    /// A value as one line of JSON.
    pub(crate) fn json(value: &impl serde::Serialize) -> Result<Self, Failure> {
        // Plain data always serialises; if it ever did not, that would be a fault of the library.
        serde_json::to_vec(value).map(Self).map_err(|_| Failure::Panic)
    }
}

impl From<Vec<u8>> for optout_buffer {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<String> for optout_buffer {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

/// The first byte; NULL for an empty buffer.
#[unsafe(no_mangle)]
pub extern "C" fn optout_buffer_data(buffer: Option<&optout_buffer>) -> *const u8 {
    answer(ptr::null(), || match buffer {
        Some(buffer) if !buffer.0.is_empty() => buffer.0.as_ptr(),
        _ => ptr::null(),
    })
}

/// The number of bytes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_buffer_len(buffer: Option<&optout_buffer>) -> usize {
    answer(0, || buffer.map_or(0, |buffer| buffer.0.len()))
}

/// The buffer as text; empty if it holds bytes that are not UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn optout_buffer_text(buffer: Option<&optout_buffer>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        buffer
            .and_then(|buffer| std::str::from_utf8(&buffer.0).ok())
            .map_or(optout_str::EMPTY, optout_str::from)
    })
}

/// Frees a buffer.
#[unsafe(no_mangle)]
pub extern "C" fn optout_buffer_free(buffer: Option<Box<optout_buffer>>) {
    free(buffer);
}

/// Texts that the library has made, in an order of their own.
///
/// It is not changed by any function, so threads may read it at the same time.
pub struct optout_strings(Vec<String>);

impl optout_strings {
    pub(crate) fn new(texts: Vec<String>) -> Self {
        Self(texts)
    }
}

/// How many texts there are.
#[unsafe(no_mangle)]
pub extern "C" fn optout_strings_count(strings: Option<&optout_strings>) -> usize {
    answer(0, || strings.map_or(0, |strings| strings.0.len()))
}

/// The text at a place, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_strings_at(strings: Option<&optout_strings>, at: usize) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        strings.and_then(|strings| strings.0.get(at)).map_or("", String::as_str).into()
    })
}

/// Frees the texts; not for those that are returned as a pointer to const.
#[unsafe(no_mangle)]
pub extern "C" fn optout_strings_free(strings: Option<Box<optout_strings>>) {
    free(strings);
}
