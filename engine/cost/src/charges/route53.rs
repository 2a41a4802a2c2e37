//! Route 53.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonRoute53";

charges! {
    /// A hosted zone.
    ZONE = global(SERVICE, "HostedZone", unit::MONTH);
    /// A health check of something at AWS.
    HEALTH_CHECK = global(SERVICE, "Health-Check-AWS", unit::MONTH);
    /// Encryption, fast checks, strings or latency, of something at AWS.
    HEALTH_CHECK_OPTION = global(SERVICE, "Health-Check-Option-AWS", unit::MONTH);
    /// Queries that are answered alike everywhere.
    QUERIES = global(SERVICE, "DNS-Queries", unit::QUERIES_1M);
    /// Queries that are answered with the nearest.
    LATENCY_QUERIES = global(SERVICE, "LBR-Queries", unit::QUERIES_1M);
    /// Queries that are answered by where they come from.
    GEO_QUERIES = global(SERVICE, "Geo-Queries", unit::QUERIES_1M);
}
