//! A generator of Terraform plans of any size, with known faults planted in them.
//!
//! A generated plan is a number of teams (`module.team["t3"]`, by `for_each`), each with ten services
//! (`.module.service[7]`, by `count`), each with the same two dozen resources. Everything in a service
//! is compliant except for the faults that were planted, so the gate must find exactly those.

mod faults;
mod plan;
mod random;
mod service;

pub use plan::{Plan, plan};
