//! Addresses of this feature.

crate::web::paths::addresses! {
    CHOOSE = "/support";
    COUNTRY, country(country) = "/support/{country}";
}
