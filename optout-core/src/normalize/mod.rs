//! Raw value to key.
