//! Addresses of this feature.

crate::web::paths::addresses! {
    PICTURE = "/today/picture";
    changed(id) = "/today/picture?changed={id}";
    remove(id) = "/today/picture/{id}/remove";
    restore(id) = "/today/picture/{id}/restore";
}
