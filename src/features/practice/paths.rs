//! Addresses of this feature.

crate::web::paths::addresses! {
    GROUNDING = "/grounding";
    LIST = "/practice";
    REHEARSAL, rehearsal(slug) = "/practice/{slug}";
    rehearsal_here(slug) = "/practice/{slug}#here";
    rehearsal_again(slug) = "/practice/{slug}?start=again";
    rehearsal_kept(slug) = "/practice/{slug}?kept=yes";
    START, start(slug) = "/practice/{slug}/start";
    BACK, back(slug) = "/practice/{slug}/back";
    KEEP, keep(slug) = "/practice/{slug}/keep";
    EACH = "/practice/kept";
    remove(id) = "/practice/kept/{id}/remove";
    restore(id) = "/practice/kept/{id}/restore";
}
