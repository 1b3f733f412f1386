//! Erasures against small models of the systems: whatever comes in between, no record is lost, none is deleted
//! twice but by a call of which nobody knows what came, and no allowance is passed.

mod model;
mod properties;
mod refusals;
