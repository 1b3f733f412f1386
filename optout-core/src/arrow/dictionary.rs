//! Dictionary arrays made anew, with the values alone that their rows use.

use std::sync::Arc;

use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{AnyDictionaryArray, Array, ArrayRef, DictionaryArray, PrimitiveArray};
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

use super::blank::{self, Fault};
use super::cells::Values;
use super::piece::{Piece, count, push, validity};

/// Makes a dictionary array of these rows, none of those copied being null.
///
/// The values keep their order; a word for true that is not among them comes last.
pub(super) fn remake(array: &dyn AnyDictionaryArray, pieces: &[Piece]) -> Result<ArrayRef, Fault> {
    let keys = keys(array);
    let mut places = vec![None; array.values().len()];
    for piece in pieces {
        let Piece::Copy(rows) = piece else { continue };
        for key in keys.get(rows.clone()).ok_or(Fault::Invalid)? {
            *places.get_mut(*key).ok_or(Fault::Invalid)? = Some(0);
        }
    }
    let mut values = Vec::new();
    let mut used = 0;
    for (key, place) in places.iter_mut().enumerate() {
        if let Some(place) = place {
            push(&mut values, Piece::Copy(key..key + 1));
            *place = used;
            used += 1;
        }
    }
    let texts = Values::new(array.values().as_ref(), false);
    let mut words: Vec<(&'static str, usize)> = Vec::new();
    for piece in pieces {
        let Piece::True(word) = piece else { continue };
        if words.iter().any(|(other, _)| other == word) {
            continue;
        }
        let known = places
            .iter()
            .enumerate()
            .find_map(|(key, place)| place.filter(|_| texts.text(key).text.as_ref() == *word));
        let place = known.unwrap_or_else(|| {
            push(&mut values, Piece::True(word));
            used += 1;
            used - 1
        });
        words.push((word, place));
    }
    let values = blank::remake(array.values().as_ref(), &values)?;
    let mut new_keys = Vec::with_capacity(count(pieces));
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                let old = keys.get(rows.clone()).unwrap_or_default();
                new_keys.extend(old.iter().filter_map(|key| places.get(*key).copied().flatten()));
            }
            Piece::Blank(rows) => new_keys.resize(new_keys.len() + rows, 0),
            Piece::True(word) => {
                new_keys.extend(words.iter().find(|(other, _)| other == word).map(|(_, at)| *at));
            }
        }
    }
    match array.keys().data_type() {
        DataType::Int8 => with_keys::<Int8Type>(&new_keys, values, pieces),
        DataType::Int16 => with_keys::<Int16Type>(&new_keys, values, pieces),
        DataType::Int32 => with_keys::<Int32Type>(&new_keys, values, pieces),
        DataType::Int64 => with_keys::<Int64Type>(&new_keys, values, pieces),
        DataType::UInt8 => with_keys::<UInt8Type>(&new_keys, values, pieces),
        DataType::UInt16 => with_keys::<UInt16Type>(&new_keys, values, pieces),
        DataType::UInt32 => with_keys::<UInt32Type>(&new_keys, values, pieces),
        DataType::UInt64 => with_keys::<UInt64Type>(&new_keys, values, pieces),
        _ => Err(Fault::Type),
    }
}

/// Whether the rows use every value.
pub(super) fn uses_all(array: &dyn AnyDictionaryArray) -> bool {
    if array.values().len() > array.len() {
        return false;
    }
    let mut is_used = vec![false; array.values().len()];
    let nulls = array.keys().nulls();
    for (row, key) in keys(array).into_iter().enumerate() {
        if let Some(is_used) = is_used.get_mut(key)
            && nulls.is_none_or(|nulls| nulls.is_valid(row))
        {
            *is_used = true;
        }
    }
    is_used.into_iter().all(|is_used| is_used)
}

/// The keys, none of them too large; what stands under nulls too.
fn keys(array: &dyn AnyDictionaryArray) -> Vec<usize> {
    if array.values().is_empty() { vec![0; array.len()] } else { array.normalized_keys() }
}

fn with_keys<K: ArrowDictionaryKeyType>(
    keys: &[usize],
    values: ArrayRef,
    pieces: &[Piece],
) -> Result<ArrayRef, Fault> {
    // `from_usize` of the smaller types cuts off instead of failing.
    let keys: Option<Vec<K::Native>> = keys
        .iter()
        .map(|key| K::Native::from_usize(*key).filter(|native| native.as_usize() == *key))
        .collect();
    let keys = PrimitiveArray::<K>::try_new(keys.ok_or(Fault::Room)?.into(), validity(pieces))?;
    Ok(Arc::new(DictionaryArray::try_new(keys, values)?))
}
