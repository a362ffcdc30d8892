//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/removed";
    /// Where something just went for good.
    GONE = "/removed?gone=yes";
    FOR_GOOD = "/removed/{id}/for-good";
    ALL_FOR_GOOD = "/removed/for-good";
    further_back(look_backs, entries) = "/removed?look_backs={look_backs}&entries={entries}";
}
