//! Arrays made anew, with some rows blank and nothing of those rows in their memory.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::builder::GenericByteViewBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    BinaryViewType, ByteArrayType, ByteViewType, GenericBinaryType, GenericStringType,
    StringViewType,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, FixedSizeListArray, GenericByteArray, GenericByteViewArray,
    GenericListArray, GenericListViewArray, MapArray, NullArray, OffsetSizeTrait, StructArray,
    make_array,
};
use arrow_buffer::{ArrowNativeType, BooleanBufferBuilder, MutableBuffer, OffsetBuffer};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, FieldRef};

use super::dictionary;
use super::piece::{Piece, count, push, validity, without_nulls};

/// Why an array cannot be made. Nothing of an [`ArrowError`] is kept: it can hold a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Arrays of this type have no null of their own.
    Type,
    /// The word for true needs a key or an offset more than there are.
    Room,
    /// The array is not what its type says.
    Invalid,
}

impl From<ArrowError> for Fault {
    fn from(_: ArrowError) -> Self {
        Self::Invalid
    }
}

/// Makes an array of these rows of another. It shares no memory with that one.
pub(super) fn remake(array: &dyn Array, pieces: &[Piece]) -> Result<ArrayRef, Fault> {
    let pieces = &without_nulls(pieces, array.nulls());
    Ok(match array.data_type() {
        DataType::Null => Arc::new(NullArray::new(count(pieces))),
        DataType::Boolean => boolean(array.as_boolean(), pieces),
        DataType::Utf8 => bytes::<GenericStringType<i32>>(array.as_string(), pieces)?,
        DataType::LargeUtf8 => bytes::<GenericStringType<i64>>(array.as_string(), pieces)?,
        DataType::Binary => bytes::<GenericBinaryType<i32>>(array.as_binary(), pieces)?,
        DataType::LargeBinary => bytes::<GenericBinaryType<i64>>(array.as_binary(), pieces)?,
        DataType::Utf8View => views::<StringViewType>(array.as_string_view(), pieces, |word| word)?,
        DataType::BinaryView => {
            views::<BinaryViewType>(array.as_binary_view(), pieces, str::as_bytes)?
        }
        DataType::Dictionary(..) => dictionary::remake(array.as_any_dictionary(), pieces)?,
        DataType::Struct(_) => structs(array.as_struct(), pieces)?,
        DataType::List(item) => list::<i32>(item, array.as_list(), pieces)?,
        DataType::LargeList(item) => list::<i64>(item, array.as_list(), pieces)?,
        DataType::ListView(item) => list_view::<i32>(item, array.as_list_view(), pieces)?,
        DataType::LargeListView(item) => list_view::<i64>(item, array.as_list_view(), pieces)?,
        DataType::FixedSizeList(item, _) => {
            fixed_size_list(item, array.as_fixed_size_list(), pieces)?
        }
        DataType::Map(entry, is_sorted) => map(entry, *is_sorted, array.as_map(), pieces)?,
        DataType::FixedSizeBinary(width) => fixed(array, width.as_usize(), pieces)?,
        other => fixed(array, other.primitive_width().ok_or(Fault::Type)?, pieces)?,
    })
}

/// Whether [`remake`] knows a type, those inside it too.
pub(super) fn is_known(data_type: &DataType) -> bool {
    match data_type {
        DataType::Union(..) | DataType::RunEndEncoded(..) => false,
        DataType::Dictionary(_, values) => is_known(values),
        DataType::Struct(fields) => fields.iter().all(|field| is_known(field.data_type())),
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::ListView(item)
        | DataType::LargeListView(item)
        | DataType::FixedSizeList(item, _)
        | DataType::Map(item, _) => is_known(item.data_type()),
        _ => true,
    }
}

fn boolean(array: &BooleanArray, pieces: &[Piece]) -> ArrayRef {
    let mut bits = BooleanBufferBuilder::new(count(pieces));
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => bits.append_buffer(&array.values().slice(rows.start, rows.len())),
            Piece::Blank(rows) => bits.append_n(*rows, false),
            Piece::True(_) => bits.append(true),
        }
    }
    Arc::new(BooleanArray::new(bits.finish(), validity(pieces)))
}

/// Values of so many bytes each.
fn fixed(array: &dyn Array, width: usize, pieces: &[Piece]) -> Result<ArrayRef, Fault> {
    let data = array.to_data();
    let start = data.offset() * width;
    let values = data.buffers().first().and_then(|buffer| buffer.get(start..));
    let values = values.ok_or(Fault::Invalid)?;
    let length = count(pieces);
    let mut made = MutableBuffer::new(length * width);
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                let range = rows.start * width..rows.end * width;
                made.extend_from_slice(values.get(range).ok_or(Fault::Invalid)?);
            }
            Piece::Blank(rows) => made.extend_zeros(rows * width),
            Piece::True(_) => made.extend_from_slice(&one(data.data_type()).ok_or(Fault::Type)?),
        }
    }
    let data = ArrayData::builder(data.data_type().clone())
        .len(length)
        .nulls(validity(pieces))
        .add_buffer(made.into())
        .build()?;
    Ok(make_array(data))
}

/// The bytes of a 1.
fn one(data_type: &DataType) -> Option<Vec<u8>> {
    Some(match data_type {
        DataType::Int8 | DataType::UInt8 => vec![1],
        DataType::Int16 | DataType::UInt16 => 1_u16.to_ne_bytes().to_vec(),
        DataType::Int32 | DataType::UInt32 => 1_u32.to_ne_bytes().to_vec(),
        DataType::Int64 | DataType::UInt64 => 1_u64.to_ne_bytes().to_vec(),
        // IEEE 754 binary16.
        DataType::Float16 => 0x3c00_u16.to_ne_bytes().to_vec(),
        DataType::Float32 => 1_f32.to_ne_bytes().to_vec(),
        DataType::Float64 => 1_f64.to_ne_bytes().to_vec(),
        _ => return None,
    })
}

fn bytes<T: ByteArrayType>(
    array: &GenericByteArray<T>,
    pieces: &[Piece],
) -> Result<ArrayRef, Fault> {
    let mut offsets = Offsets::<T::Offset>::new(count(pieces));
    let from = array.value_offsets();
    let mut values = Vec::with_capacity(held(from));
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                let range = offsets.copy(from, rows)?;
                values.extend_from_slice(array.value_data().get(range).ok_or(Fault::Invalid)?);
            }
            Piece::Blank(rows) => offsets.repeat(*rows),
            Piece::True(word) => {
                offsets.add(word.len())?;
                values.extend_from_slice(word.as_bytes());
            }
        }
    }
    values.shrink_to_fit();
    let made = GenericByteArray::<T>::try_new(offsets.finish(), values.into(), validity(pieces))?;
    Ok(Arc::new(made))
}

/// How much of its values an array of these offsets holds.
fn held<O: OffsetSizeTrait>(offsets: &[O]) -> usize {
    match (offsets.first(), offsets.last()) {
        (Some(first), Some(last)) => last.as_usize().saturating_sub(first.as_usize()),
        _ => 0,
    }
}

/// Offsets that are being written.
struct Offsets<O> {
    made: Vec<O>,
    last: O,
}

impl<O: OffsetSizeTrait> Offsets<O> {
    fn new(rows: usize) -> Self {
        let mut made = Vec::with_capacity(rows + 1);
        made.push(O::zero());
        Self { made, last: O::zero() }
    }

    /// Adds those of some rows; the range that they span in the values.
    fn copy(&mut self, from: &[O], rows: &Range<usize>) -> Result<Range<usize>, Fault> {
        let offsets = from.get(rows.start..=rows.end).filter(|offsets| offsets.is_sorted());
        let (first, ends) = offsets.and_then(<[O]>::split_first).ok_or(Fault::Invalid)?;
        let (first, last) = (*first, *ends.last().unwrap_or(first));
        let base = self.last;
        self.last = base.checked_add(&(last - first)).ok_or(Fault::Room)?;
        self.made.extend(ends.iter().map(|at| base + (*at - first)));
        Ok(first.to_usize().ok_or(Fault::Invalid)?..last.to_usize().ok_or(Fault::Invalid)?)
    }

    fn repeat(&mut self, rows: usize) {
        self.made.resize(self.made.len() + rows, self.last);
    }

    fn add(&mut self, length: usize) -> Result<(), Fault> {
        let length = O::from_usize(length).ok_or(Fault::Room)?;
        self.last = self.last.checked_add(&length).ok_or(Fault::Room)?;
        self.made.push(self.last);
        Ok(())
    }

    fn finish(self) -> OffsetBuffer<O> {
        OffsetBuffer::new(self.made.into())
    }
}

fn views<T: ByteViewType>(
    array: &GenericByteViewArray<T>,
    pieces: &[Piece],
    spelt: impl Fn(&'static str) -> &'static T::Native,
) -> Result<ArrayRef, Fault> {
    let mut made = GenericByteViewBuilder::<T>::with_capacity(count(pieces));
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                for row in rows.clone() {
                    made.try_append_value(array.value(row))?;
                }
            }
            Piece::Blank(rows) => (0..*rows).for_each(|_| made.append_null()),
            Piece::True(word) => made.try_append_value(spelt(word))?,
        }
    }
    Ok(Arc::new(made.finish()))
}

fn structs(array: &StructArray, pieces: &[Piece]) -> Result<ArrayRef, Fault> {
    let columns: Result<Vec<ArrayRef>, Fault> =
        array.columns().iter().map(|column| remake(column, pieces)).collect();
    let made = StructArray::try_new_with_length(
        array.fields().clone(),
        columns?,
        validity(pieces),
        count(pieces),
    )?;
    Ok(Arc::new(made))
}

/// The offsets of lists, and the pieces of their items.
fn items<O: OffsetSizeTrait>(
    from: &[O],
    pieces: &[Piece],
) -> Result<(OffsetBuffer<O>, Vec<Piece>), Fault> {
    let mut offsets = Offsets::new(count(pieces));
    let mut items = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                push(&mut items, Piece::Copy(offsets.copy(from, rows)?));
            }
            Piece::Blank(rows) => offsets.repeat(*rows),
            Piece::True(_) => return Err(Fault::Type),
        }
    }
    Ok((offsets.finish(), items))
}

fn list<O: OffsetSizeTrait>(
    item: &FieldRef,
    array: &GenericListArray<O>,
    pieces: &[Piece],
) -> Result<ArrayRef, Fault> {
    let (offsets, items) = items(array.value_offsets(), pieces)?;
    let values = remake(array.values(), &items)?;
    Ok(Arc::new(GenericListArray::try_new(item.clone(), offsets, values, validity(pieces))?))
}

fn map(
    entry: &FieldRef,
    is_sorted: bool,
    array: &MapArray,
    pieces: &[Piece],
) -> Result<ArrayRef, Fault> {
    let (offsets, items) = items(array.value_offsets(), pieces)?;
    let entries = remake(array.entries(), &items)?.as_struct().clone();
    let nulls = validity(pieces);
    Ok(Arc::new(MapArray::try_new(entry.clone(), offsets, entries, nulls, is_sorted)?))
}

fn list_view<O: OffsetSizeTrait>(
    item: &FieldRef,
    array: &GenericListViewArray<O>,
    pieces: &[Piece],
) -> Result<ArrayRef, Fault> {
    let (mut offsets, mut sizes) = (Vec::new(), Vec::new());
    let mut items = Vec::new();
    let mut last = O::zero();
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                for row in rows.clone() {
                    let place = array.value_offsets().get(row).zip(array.value_sizes().get(row));
                    let (start, size) = place.ok_or(Fault::Invalid)?;
                    let start_at = start.to_usize().ok_or(Fault::Invalid)?;
                    let length = size.to_usize().ok_or(Fault::Invalid)?;
                    push(&mut items, Piece::Copy(start_at..start_at + length));
                    offsets.push(last);
                    sizes.push(*size);
                    last = last.checked_add(size).ok_or(Fault::Room)?;
                }
            }
            Piece::Blank(rows) => {
                offsets.resize(offsets.len() + rows, last);
                sizes.resize(sizes.len() + rows, O::zero());
            }
            Piece::True(_) => return Err(Fault::Type),
        }
    }
    let values = remake(array.values(), &items)?;
    let nulls = validity(pieces);
    let (offsets, sizes) = (offsets.into(), sizes.into());
    Ok(Arc::new(GenericListViewArray::try_new(item.clone(), offsets, sizes, values, nulls)?))
}

fn fixed_size_list(
    item: &FieldRef,
    array: &FixedSizeListArray,
    pieces: &[Piece],
) -> Result<ArrayRef, Fault> {
    let size = array.value_length().as_usize();
    let mut items = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Copy(rows) => {
                push(&mut items, Piece::Copy(rows.start * size..rows.end * size));
            }
            Piece::Blank(rows) => push(&mut items, Piece::Blank(rows * size)),
            Piece::True(_) => return Err(Fault::Type),
        }
    }
    let values = remake(array.values(), &items)?;
    let made = FixedSizeListArray::try_new_with_length(
        item.clone(),
        array.value_length(),
        values,
        validity(pieces),
        count(pieces),
    )?;
    Ok(Arc::new(made))
}
