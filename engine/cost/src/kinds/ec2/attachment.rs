//! `aws_ec2_transit_gateway_vpc_attachment`: hours, and what the network sends to the gateway.

use crate::bill::Bill;
use crate::charges::ec2::{ATTACHMENT_BYTES, ATTACHMENT_HOURS};
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Transit gateway attachment", &ATTACHMENT_HOURS, 1);
    let parameter = "monthly_data_processed_gb";
    bill.used("Data processed", &ATTACHMENT_BYTES, parameter);
}
