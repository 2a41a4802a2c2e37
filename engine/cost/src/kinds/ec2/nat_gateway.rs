//! `aws_nat_gateway`: hours, and every byte that goes through. Its address is that of an `aws_eip`.

use crate::bill::Bill;
use crate::charges::ec2::{NAT_BYTES, NAT_HOURS};
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("NAT gateway", &NAT_HOURS, 1);
    bill.used("Data processed", &NAT_BYTES, "monthly_data_processed_gb");
}
