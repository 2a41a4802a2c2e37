//! `aws_route53_zone`: a zone of the first 25, public or private. Queries are those of its records.

use crate::bill::Bill;
use crate::charges::route53::ZONE;
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Hosted zone", &ZONE, 1);
}
