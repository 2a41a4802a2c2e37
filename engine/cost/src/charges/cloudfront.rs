//! CloudFront, whose prices depend on the viewer's part of the world.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonCloudFront";

charges! {
    /// What viewers get. The size is the part of the world.
    TRANSFER = global(SERVICE, "*-DataTransfer-Out-Bytes", unit::GB);
    /// Requests over HTTPS.
    HTTPS = global(SERVICE, "*-Requests-Tier2-HTTPS", unit::REQUESTS_10K);
    /// Paths to forget, beyond the first thousand.
    INVALIDATIONS = global(SERVICE, "Invalidations", unit::PATH);
}
