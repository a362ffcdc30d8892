//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/received";
    earlier(to, before) = "/received?to={to}&before={before}";
    OFFER, offer(id) = "/received/{id}/offer";
    ORDER, order(id) = "/received/orders/{id}";
    remove(id) = "/received/{id}/remove";
    restore(id) = "/received/{id}/restore";
    /// The list, with what an answer led to.
    ORDERED = "/received?saved=ordered";
    LEFT = "/received?saved=left";
    SMALLER = "/received?saved=smaller";
    SMALLEST = "/received?saved=smallest";
}
