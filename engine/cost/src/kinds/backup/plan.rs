//! `aws_backup_plan`: what it keeps of databases. RDS bills the snapshots that AWS Backup keeps as its own.

use crate::bill::Bill;
use crate::charges::rds::BACKUP;
use crate::subject::Subject;

pub(super) fn price(plan: &Subject<'_>, bill: &mut Bill<'_>) {
    let selects = plan.target("selection", "aws_db_instance").is_some();
    if selects {
        bill.used("Snapshots of databases", &BACKUP, "database_storage_gb");
    }
}
