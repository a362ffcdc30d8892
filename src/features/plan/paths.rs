//! Addresses of this feature.

crate::web::paths::addresses! {
    PLAN = "/plan";
    EDIT = "/plan/edit";
    remove(id) = "/plan/{id}/remove";
    restore(id) = "/plan/{id}/restore";
}
