//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/thoughts";
    earlier(to, before) = "/thoughts?to={to}&before={before}";
    THOUGHT, thought(id) = "/thoughts/{id}";
    LOOK, look(id) = "/thoughts/{id}/look";
    remove(id) = "/thoughts/{id}/remove";
    restore(id) = "/thoughts/{id}/restore";
}
