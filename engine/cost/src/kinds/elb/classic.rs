//! `aws_elb`: hours, public addresses, and every byte that goes through.

use super::addresses;
use crate::bill::Bill;
use crate::charges::elb::CLASSIC_HOURS;
use crate::subject::Subject;

pub(super) fn price(balancer: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Load balancer", &CLASSIC_HOURS, 1);
    let reason = "there is no price for what goes through a classic load balancer";
    bill.undecided("Data processed", &CLASSIC_HOURS, reason);
    addresses::charge(balancer, bill);
}
