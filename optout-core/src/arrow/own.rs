//! Whether the memory of an array holds its own rows only.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    BinaryViewType, ByteArrayType, ByteViewType, GenericBinaryType, GenericStringType,
    StringViewType,
};
use arrow_array::{Array, GenericByteArray, GenericByteViewArray, OffsetSizeTrait};
use arrow_buffer::ArrowNativeType;
use arrow_data::{ByteView, MAX_INLINE_VIEW_LEN};
use arrow_schema::DataType;

use super::dictionary;

/// Whether an array is known to hold no value but those of its rows.
///
/// False where that would take longer to find out than to make the array anew.
pub(super) fn holds_own_rows_only(array: &dyn Array) -> bool {
    match array.data_type() {
        DataType::Utf8 => bytes::<GenericStringType<i32>>(array.as_string()),
        DataType::LargeUtf8 => bytes::<GenericStringType<i64>>(array.as_string()),
        DataType::Binary => bytes::<GenericBinaryType<i32>>(array.as_binary()),
        DataType::LargeBinary => bytes::<GenericBinaryType<i64>>(array.as_binary()),
        DataType::Utf8View => views::<StringViewType>(array.as_string_view()),
        DataType::BinaryView => views::<BinaryViewType>(array.as_binary_view()),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            holds_own_rows_only(dictionary.values().as_ref()) && dictionary::uses_all(dictionary)
        }
        DataType::Struct(_) => {
            array.as_struct().columns().iter().all(|column| holds_own_rows_only(column))
        }
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            spans(list.value_offsets(), list.values().len()) && holds_own_rows_only(list.values())
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            spans(list.value_offsets(), list.values().len()) && holds_own_rows_only(list.values())
        }
        DataType::Map(..) => {
            let map = array.as_map();
            spans(map.value_offsets(), map.entries().len()) && holds_own_rows_only(map.entries())
        }
        DataType::FixedSizeList(..) => holds_own_rows_only(array.as_fixed_size_list().values()),
        DataType::ListView(_) | DataType::LargeListView(_) => false,
        // A slice of these is a slice of their memory.
        _ => true,
    }
}

fn bytes<T: ByteArrayType>(array: &GenericByteArray<T>) -> bool {
    spans(array.value_offsets(), array.value_data().len())
}

/// Whether offsets begin with the first value and end with the last.
fn spans<O: OffsetSizeTrait>(offsets: &[O], length: usize) -> bool {
    offsets.first().is_none_or(|first| first.as_usize() == 0)
        && offsets.last().is_none_or(|last| last.as_usize() == length)
}

/// Whether views follow each other through the buffers without a gap. Those that do not may still hold
/// nothing else, which would take a sort to tell.
fn views<T: ByteViewType>(array: &GenericByteViewArray<T>) -> bool {
    let lengths = || array.data_buffers().iter().map(|buffer| buffer.len());
    let mut lengths_left = lengths();
    let (mut buffer, mut end, mut length) = (0, 0, lengths_left.next().unwrap_or(0));
    for (row, view) in array.views().iter().enumerate() {
        let view = ByteView::from(*view);
        if view.length <= MAX_INLINE_VIEW_LEN {
            continue;
        }
        if array.is_null(row) {
            return false;
        }
        if end == length && buffer + 1 == view.buffer_index {
            (buffer, end, length) = (buffer + 1, 0, lengths_left.next().unwrap_or(0));
        }
        if (view.buffer_index, view.offset.as_usize()) != (buffer, end) {
            return false;
        }
        end += view.length.as_usize();
    }
    end == length && lengths_left.next().is_none()
}
