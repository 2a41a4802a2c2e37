//! `aws_route53_zone` and `aws_route53_health_check`.

use crate::bill::Bill;
use crate::charges::route53::{HEALTH_CHECK, ZONE};
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Hosted zone", &ZONE, 1);
}

pub(super) fn health_check(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Health check", &HEALTH_CHECK, 1);
}
