//! Work spread over the processor's cores; the results stand in the order of the items.

use std::thread;

/// Does the work on every item.
pub(super) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let work = &work;
    thread::scope(|scope| {
        let parts: Vec<_> = items
            .chunks(items.len().div_ceil(threads).max(1))
            .map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let results = parts.into_iter().map(|part| part.join());
        results.flat_map(|part| part.expect("the work does not panic")).collect()
    })
}
