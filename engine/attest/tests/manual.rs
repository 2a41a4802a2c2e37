//! The manual has every refusal, in the words that users see.

use tollgate_attest::Refusal;

#[test]
fn every_refusal_stands_in_the_manual() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/attestation.md");
    let page = std::fs::read_to_string(page).unwrap();
    let some = || "…".to_owned();
    let refusals = [
        Refusal::Foreign(some()),
        Refusal::Untrusted {
            signers: some(),
            trusted: some(),
        },
        Refusal::Tampered { key: some() },
        Refusal::Failed,
        Refusal::OtherPlan {
            found: some(),
            wanted: some(),
        },
        Refusal::OtherRules {
            found: some(),
            wanted: some(),
        },
        Refusal::OtherEnvironment {
            found: some(),
            wanted: some(),
        },
        Refusal::OtherAccount {
            found: some(),
            wanted: some(),
        },
        Refusal::MovedState {
            found: some(),
            wanted: some(),
        },
        Refusal::Expired(some()),
        Refusal::NotYet(some()),
    ];
    for refusal in refusals {
        let text = refusal.to_string().replace('`', "");
        let start = text.split(['…', ';', '(']).next().unwrap();
        assert!(page.contains(start), "{text}");
    }
}
