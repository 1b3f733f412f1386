//! Whether work grows with its input, or with the square of it.

use std::hint::black_box;

/// How many times larger the large input is.
pub(crate) const TIMES: usize = 16;

/// What grows with the input takes 16 times as long, or a few more where it is sorted; what grows with the square
/// takes 256 times as long. Between the two is much room for a busy machine.
const MOST: f64 = 90.0;

/// Says whether what is done with an input of a size, and with one 16 times as large, grows with the size.
pub(crate) fn grows_with_input<T, U>(
    what: &str,
    size: usize,
    make: impl Fn(usize) -> T,
    work: impl Fn(&T) -> U,
) {
    let (small, large) = (make(size), make(size * TIMES));
    let Some(small) = spent(|| drop(black_box(work(&small)))) else {
        println!("skipped: this system does not tell how long a thread has run");
        return;
    };
    let large = spent(|| drop(black_box(work(&large)))).unwrap_or_default();
    println!("{what}: {:.1}", large / small);
    assert!(
        large / small < MOST,
        "{what}: 16 times the input takes {} times as long",
        large / small
    );
}

/// How long this thread computes, in nanoseconds; so often that a tick more or less makes no difference.
fn spent(mut work: impl FnMut()) -> Option<f64> {
    work();
    let mut times = 1;
    loop {
        let before = computed()?;
        for _ in 0..times {
            work();
        }
        let spent = computed()? - before;
        if spent > 15e6 {
            return Some(spent / f64::from(times));
        }
        times *= 2;
    }
}

#[cfg(target_os = "linux")]
fn computed() -> Option<f64> {
    // To be scheduled brings the number up to date.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}

#[cfg(not(target_os = "linux"))]
fn computed() -> Option<f64> {
    None
}
