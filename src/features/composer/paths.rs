//! Addresses of this feature.

crate::web::paths::addresses! {
    WORDS, words(slug) = "/steps/{slug}/words";
    MESSAGES = "/messages";
    earlier(to, before) = "/messages?to={to}&before={before}";
    kept(id) = "/messages?kept={id}";
    remove(id) = "/messages/{id}/remove";
    restore(id) = "/messages/{id}/restore";
}
