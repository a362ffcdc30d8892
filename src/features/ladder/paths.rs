//! Addresses of this feature.

crate::web::paths::addresses! {
    LADDER = "/ladder";
    rung(slug) = "/ladder#{slug}";
    ORDER = "/ladder/order";
    in_order(slug) = "/ladder/order#{slug}";
    /// With the step that was just moved to this place, counted from 1, and which way it went.
    moved(place, way) = "/ladder/order?at={place}&way={way}";
    taken_off(slug, place) = "/ladder/order?off={slug}&place={place}";
    PUT, put(slug) = "/steps/{slug}/ladder";
    MOVE, shift(slug) = "/steps/{slug}/move";
    TAKE_OFF, take_off(slug) = "/steps/{slug}/off";
    NEW = "/ladder/new";
    EACH = "/ladder/steps";
    OWN_STEP, own_step(id) = "/ladder/steps/{id}";
    remove(id) = "/ladder/steps/{id}/remove";
    restore(id) = "/ladder/steps/{id}/restore";
}
