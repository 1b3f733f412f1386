//! Benchmarks of the library; see `benches/`. They use its public interface only.
