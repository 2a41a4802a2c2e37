//! CloudWatch: metrics, alarms, dashboards, logs.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonCloudWatch";

charges! {
    /// A metric of an alarm.
    ALARM = regional(SERVICE, "CW:AlarmMonitorUsage", unit::MONTH);
    /// A metric of an alarm that looks more often than once a minute.
    HIGH_RESOLUTION_ALARM = regional(SERVICE, "CW:HighResAlarmMonitorUsage", unit::MONTH);
    /// An alarm over other alarms.
    COMPOSITE_ALARM = regional(SERVICE, "CW:CompositeAlarmMonitorUsage", unit::MONTH);
    /// A metric that no AWS service gives for nothing.
    METRIC = regional(SERVICE, "CW:MetricMonitorUsage", unit::MONTH);
    /// A dashboard.
    DASHBOARD = regional(SERVICE, "DashboardsUsageHour", unit::MONTH);
    /// What is written to log groups.
    LOG_INGESTION = regional(SERVICE, "DataProcessing-Bytes", unit::GB);
    /// What log groups keep, compressed.
    LOG_STORAGE = regional(SERVICE, "TimedStorage-ByteHrs", unit::GB_MONTH);
    /// What AWS services such as flow logs write to log groups.
    VENDED_LOGS = regional(SERVICE, "VendedLog-Bytes@cloudwatch", unit::GB);
    /// What AWS services such as flow logs write to buckets.
    VENDED_LOGS_TO_S3 = regional(SERVICE, "VendedLog-Bytes@s3", unit::GB);
    /// What queries of Logs Insights read.
    LOG_QUERIES = regional(SERVICE, "DataScanned-Bytes", unit::GB);
}
