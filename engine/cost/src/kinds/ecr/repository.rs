//! `aws_ecr_repository`: what its images take.

use crate::bill::Bill;
use crate::charges::ecr::STORAGE;
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.used("Storage", &STORAGE, "storage_gb");
}
