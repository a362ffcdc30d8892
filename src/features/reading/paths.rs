//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/reading";
    READING, reading(number) = "/reading/{number}";
}
