//! `aws_cloudwatch_dashboard`: an account has three for nothing.

use crate::bill::Bill;
use crate::charges::cloudwatch::DASHBOARD;
use crate::subject::Subject;

/// Dashboards of an account that cost nothing.
const FREE: usize = 3;

pub(super) fn price(dashboard: &Subject<'_>, bill: &mut Bill<'_>) {
    if dashboard.position() >= FREE {
        bill.add("Dashboard", &DASHBOARD, 1);
    }
}
