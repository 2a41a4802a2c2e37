//! The parts of the world that CloudFront tells apart.

/// A part of the world.
pub(super) struct Area {
    /// What the price list begins keys with.
    pub code: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The smallest price class that serves it: 100, 200, or 0 for all.
    pub class: u32,
    pub transfer: &'static str,
    pub requests: &'static str,
}

macro_rules! area {
    ($code:literal, $name:literal, $class:literal, $parameter:literal) => {
        Area {
            code: $code,
            name: $name,
            class: $class,
            transfer: concat!("monthly_data_transfer_to_internet_gb.", $parameter),
            requests: concat!("monthly_https_requests.", $parameter),
        }
    };
}

/// All parts; the parameters are those of Infracost.
pub(super) const AREAS: &[Area] = &[
    area!("US", "US, Mexico, Canada", 100, "us"),
    area!("EU", "Europe, Israel", 100, "europe"),
    area!(
        "ME",
        "South Africa, Kenya, Middle East",
        200,
        "south_africa"
    ),
    area!("JP", "Japan", 200, "japan"),
    area!(
        "AP",
        "Hong Kong, Philippines, Asia Pacific",
        200,
        "asia_pacific"
    ),
    area!("IN", "India", 200, "india"),
    area!("SA", "South America", 0, "south_america"),
    area!("AU", "Australia, New Zealand", 0, "australia"),
];
