//! Addresses of this feature.

crate::web::paths::addresses! {
    CHOOSE = "/support";
    /// All countries, also for somebody who has one that opens first.
    ALL = "/support?all=yes";
    COUNTRY, country(country) = "/support/{country}";
}
