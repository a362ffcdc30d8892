//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/journal";
    earlier(from) = "/journal?from={from}";
    PAGE, page(id) = "/journal/{id}";
    EDIT, edit(id) = "/journal/{id}/edit";
    remove(id) = "/journal/{id}/remove";
    restore(id) = "/journal/{id}/restore";
}
