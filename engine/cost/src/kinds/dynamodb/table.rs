//! `aws_dynamodb_table`: storage, and requests on demand or capacity by the hour.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::dynamodb::{READ_CAPACITY, READS, STORAGE, WRITE_CAPACITY, WRITES};
use crate::subject::Subject;

pub(super) fn price(table: &Subject<'_>, bill: &mut Bill<'_>) {
    let mode = table.text("billing_mode").or("PROVISIONED".into()).value();
    if mode.as_deref() == Some("PAY_PER_REQUEST") {
        bill.used("Writes", &WRITES, "monthly_write_request_units");
        bill.used("Reads", &READS, "monthly_read_request_units");
    } else {
        let span = Band::of(1, 5, 100);
        let writes = table.quantity("write_capacity", "units", 1, span);
        bill.hours("Capacity to write", &WRITE_CAPACITY, writes);
        let reads = table.quantity("read_capacity", "units", 1, span);
        bill.hours("Capacity to read", &READ_CAPACITY, reads);
    }
    bill.used("Storage", &STORAGE, "storage_gb");
}
