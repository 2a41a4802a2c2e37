//! Binds a decision to bytes: canonical JSON, DSSE envelope, in-toto statement.
//!
//! ```text
//! plan ─ canonical ─► Digest ─┐
//! rules ────────────► Digest ─┼─► Statement ─► Envelope ─ PrivateKey::sign
//! verdicts ───────────────────┘                   │
//!                     plan, PublicKey, Expected ──┴─ verify ─► Approved<Plan>
//! ```

mod approved;
mod canonical;
mod envelope;
mod key;
mod public;
mod statement;

pub use approved::{Approved, Expected, Refusal, verify};
pub use canonical::{Digest, NotCanonical, NotDigest, canonical};
pub use envelope::{Envelope, PAYLOAD_TYPE, Signature, signed_bytes};
pub use key::{KeyError, PrivateKey};
pub use public::PublicKey;
pub use statement::{
    APPLIED_PLAN, Decision, Gate, LIVE_INVENTORY, PLAN, PREDICATE_TYPE, Policy, STATEMENT_TYPE,
    Statement, Subject, Summary, Undecided, VERIFIER, VerificationResult, Verifier, Waived,
};
