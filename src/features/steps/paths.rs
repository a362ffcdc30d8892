//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/steps";
    /// With one shelf open.
    band(number) = "/steps?open={number}#band-{number}";
    found(sealed) = "/steps?sealed={sealed}#found";
    STEP, step(slug) = "/steps/{slug}";
    BEGIN, begin(slug) = "/steps/{slug}/begin";
    NEVER, never(slug) = "/steps/{slug}/never";
    AGAIN, again(slug) = "/steps/{slug}/again";
    ASIDE, aside(slug) = "/steps/{slug}/aside";
    BACK, back(slug) = "/steps/{slug}/back";
}
