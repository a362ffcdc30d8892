//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/replies";
    earlier(to, before) = "/replies?to={to}&before={before}";
    NEW = "/replies/new";
    QUESTION, question(id) = "/replies/{id}";
    READ, read(id) = "/replies/{id}/read";
    CLOSE, close(id) = "/replies/{id}/close";
    remove(id) = "/replies/{id}/remove";
    restore(id) = "/replies/{id}/restore";
    REPLY, reply(token) = "/reply/{token}";
}
