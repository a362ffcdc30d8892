//! Addresses of this feature.

crate::web::paths::addresses! {
    SEARCH = "/search";
    found(sealed) = "/search?sealed={sealed}#found";
}
