//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/thoughts";
    earlier(from) = "/thoughts?from={from}";
    THOUGHT, thought(id) = "/thoughts/{id}";
    LOOK, look(id) = "/thoughts/{id}/look";
    remove(id) = "/thoughts/{id}/remove";
    restore(id) = "/thoughts/{id}/restore";
}
