//! `aws_efs_file_system`: what it holds.

use crate::bill::Bill;
use crate::charges::efs::STORAGE;
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.used("Storage", &STORAGE, "storage_gb");
}
