//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/journal";
    earlier(to, before) = "/journal?to={to}&before={before}";
    until(to) = "/journal?to={to}#kept";
    PAGE, page(id) = "/journal/{id}";
    EDIT, edit(id) = "/journal/{id}/edit";
    remove(id) = "/journal/{id}/remove";
    restore(id) = "/journal/{id}/restore";
}
