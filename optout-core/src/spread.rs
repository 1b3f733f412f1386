//! Work that is the same whoever does it, spread over several threads.

use std::sync::Mutex;
use std::thread;

use crate::relay::lock;

/// Works on each item, on the caller's thread and on as many others as make it so many.
pub(crate) fn each<T: Send>(items: &mut [T], threads: usize, work: impl Fn(&mut T) + Sync) {
    each_beside(items, threads, work, || ());
}

/// The same, and the caller's thread does something of its own first; what comes of that.
pub(crate) fn each_beside<T: Send, U>(
    items: &mut [T],
    threads: usize,
    work: impl Fn(&mut T) + Sync,
    own: impl FnOnce() -> U,
) -> U {
    let others = at_once(threads).min(items.len()) - usize::from(!items.is_empty());
    let items = Mutex::new(items.iter_mut());
    let work = || {
        while let Some(item) = next(&items) {
            work(item);
        }
    };
    thread::scope(|scope| {
        for _ in 0..others {
            // With fewer threads than asked for it takes longer, and is the same.
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        let made = own();
        work();
        made
    })
}

/// What is made of the pieces of a whole, in their order: as many as there are threads, unless they are so small
/// that a thread is not worth it.
pub(crate) fn over<T: Sync, U: Send>(
    whole: &[T],
    threads: usize,
    work: impl Fn(&[T]) -> U + Sync,
) -> Vec<U> {
    let pieces = at_once(threads).min((whole.len() / LEAST).max(1));
    let mut made: Vec<(&[T], Option<U>)> =
        whole.chunks(whole.len().div_ceil(pieces).max(1)).map(|piece| (piece, None)).collect();
    each(&mut made, threads, |(piece, made)| *made = Some(work(piece)));
    made.into_iter().filter_map(|(_, made)| made).collect()
}

/// How many threads work at once: none is as one, and more than any machine has use for are as many as that.
pub(crate) fn at_once(threads: usize) -> usize {
    threads.clamp(1, 256)
}

/// Fewer are done before a thread has started.
const LEAST: usize = 1024;

fn next<T>(items: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    lock(items).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_in_order_and_all_there_whatever_the_number_of_threads() {
        for (length, threads) in
            [(0, 1), (0, 4), (1, 4), (1023, 2), (5000, 1), (5000, 3), (5000, 99)]
        {
            let whole: Vec<usize> = (0..length).collect();
            let made = over(&whole, threads, <[usize]>::to_vec);
            assert_eq!(made.concat(), whole);
            assert!(made.len() <= threads);
        }
    }

    #[test]
    fn each_item_is_worked_on_once() {
        for threads in [0, 1, 2, 7] {
            let mut items = [0; 5];
            each(&mut items, threads, |item| *item += 1);
            assert_eq!(items, [1; 5]);
        }
    }
}
