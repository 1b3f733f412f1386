//! Work on a stream over several threads: pieces are taken one behind the other, worked on side by side,
//! and handed over in the order in which they were taken.
//!
//! Every thread does all three for a piece of its own, so memory is a few pieces a thread, and one thread
//! takes the same way as many; beside many, that of the caller only watches.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::error::{Error, Result};

/// What is done with the pieces of a stream.
pub(crate) trait Course: Sync {
    /// Where pieces come from.
    type Source: Send;
    /// What is made of them.
    type Sink: Send;
    /// What a thread holds: a piece, and memory to work with.
    type Runner;
    /// How far a run has come.
    type Progress: Copy + Default + Send;

    fn runner(&self) -> Self::Runner;

    /// Takes the next piece; `false` if there is none.
    fn take(&self, source: &mut Self::Source, runner: &mut Self::Runner) -> bool;

    /// Works on the piece, knowing nothing of those before.
    fn work(&self, runner: &mut Self::Runner);

    /// Hands over the piece; all those before have been. An error ends the run.
    fn hand_over(&self, runner: &mut Self::Runner, sink: &mut Self::Sink) -> Result<()>;

    fn progress(&self, sink: &Self::Sink) -> Self::Progress;
}

/// Is told how far a run has come, on the thread of the caller; an error ends the run.
pub(crate) type Watch<'w, P> = dyn FnMut(P) -> Result<()> + 'w;

/// Runs a course to its end: on the thread of the caller if it is to be one, otherwise on so many others
/// while that one watches.
pub(crate) fn run<C: Course>(
    course: &C,
    source: C::Source,
    sink: C::Sink,
    threads: usize,
    watch: &mut Watch<'_, C::Progress>,
) -> Result<C::Sink> {
    let relay = Relay {
        course,
        start: Mutex::new(Start { source, taken: 0, is_stopped: false }),
        turn: Mutex::default(),
        is_moved: Condvar::new(),
        end: Mutex::new(End { sink, failure: None }),
    };
    if threads == 1 {
        relay.work(Some(watch));
    } else {
        relay.run_on_others(threads, watch);
    }
    let End { sink, failure } = relay.end.into_inner().unwrap_or_else(PoisonError::into_inner);
    match failure {
        Some(error) => Err(error),
        None => {
            watch(course.progress(&sink))?;
            Ok(sink)
        }
    }
}

struct Relay<'c, C: Course> {
    course: &'c C,
    start: Mutex<Start<C::Source>>,
    turn: Mutex<Turn<C::Progress>>,
    is_moved: Condvar,
    end: Mutex<End<C::Sink>>,
}

struct Start<S> {
    source: S,
    taken: u64,
    is_stopped: bool,
}

/// Which piece is to be handed over.
#[derive(Default)]
struct Turn<P> {
    nth: u64,
    is_stopped: bool,
    /// How many threads are at work beside that of the caller.
    working: usize,
    progress: P,
}

struct End<S> {
    sink: S,
    failure: Option<Error>,
}

impl<C: Course> Relay<'_, C> {
    fn run_on_others(&self, threads: usize, watch: &mut Watch<'_, C::Progress>) {
        thread::scope(|scope| {
            for _ in 0..threads {
                lock(&self.turn).working += 1;
                let spawned = thread::Builder::new().spawn_scoped(scope, || {
                    let _leaving = Leaving(self);
                    self.work(None);
                });
                // With fewer threads than asked for it takes longer, and is the same.
                if spawned.is_err() {
                    lock(&self.turn).working -= 1;
                    break;
                }
            }
            self.watch_over(watch);
            // There is nothing left to do unless no thread could be had.
            self.work(Some(watch));
        });
    }

    /// Tells the caller of the progress as long as there are threads at work.
    fn watch_over(&self, watch: &mut Watch<'_, C::Progress>) {
        let mut turn = lock(&self.turn);
        let mut told = 0;
        while turn.working > 0 {
            if turn.nth == told || turn.is_stopped {
                turn = self.is_moved.wait(turn).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            told = turn.nth;
            let progress = turn.progress;
            drop(turn);
            if let Err(error) = watch(progress) {
                self.fail(error);
            }
            turn = lock(&self.turn);
        }
    }

    /// Takes pieces until there are none.
    fn work(&self, mut watch: Option<&mut Watch<'_, C::Progress>>) {
        let mut runner = self.course.runner();
        while let Some(nth) = self.take(&mut runner) {
            self.course.work(&mut runner);
            if !self.wait(nth) {
                return;
            }
            let mut end = lock(&self.end);
            let done = self.course.hand_over(&mut runner, &mut end.sink);
            let progress = self.course.progress(&end.sink);
            drop(end);
            if done.is_ok() {
                self.pass_turn(progress);
            }
            let told = done.and_then(|()| watch.as_mut().map_or(Ok(()), |watch| watch(progress)));
            if let Err(error) = told {
                self.fail(error);
                return;
            }
        }
    }

    /// Takes the next piece; its number.
    fn take(&self, runner: &mut C::Runner) -> Option<u64> {
        let mut start = lock(&self.start);
        if start.is_stopped || !self.course.take(&mut start.source, runner) {
            return None;
        }
        start.taken += 1;
        Some(start.taken - 1)
    }

    /// Waits for a piece's turn; `false` if there is nothing to wait for any more.
    fn wait(&self, nth: u64) -> bool {
        let mut turn = lock(&self.turn);
        while turn.nth != nth && !turn.is_stopped {
            turn = self.is_moved.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        !turn.is_stopped
    }

    fn pass_turn(&self, progress: C::Progress) {
        let mut turn = lock(&self.turn);
        turn.nth += 1;
        turn.progress = progress;
        self.is_moved.notify_all();
    }

    /// Ends the run with an error, unless it has failed before.
    fn fail(&self, error: Error) {
        lock(&self.end).failure.get_or_insert(error);
        self.stop();
    }

    fn stop(&self) {
        lock(&self.turn).is_stopped = true;
        self.is_moved.notify_all();
        lock(&self.start).is_stopped = true;
    }
}

/// A thread that leaves. If it panics, in a reader or a writer of the caller's for instance, the others
/// are let go: they would wait for its turn for ever.
struct Leaving<'l, 'c, C: Course>(&'l Relay<'c, C>);

impl<C: Course> Drop for Leaving<'_, '_, C> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
        lock(&self.0.turn).working -= 1;
        self.0.is_moved.notify_all();
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
