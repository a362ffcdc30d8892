//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/removed";
    further_back(look_backs, entries) = "/removed?look_backs={look_backs}&entries={entries}";
}
