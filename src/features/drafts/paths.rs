//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/drafts";
    REMOVE, remove(id) = "/drafts/{id}/remove";
    /// With what the page has kept since.
    remove_both(id, draft) = "/drafts/{id}/remove?draft={draft}";
    RESTORE, restore(id) = "/drafts/{id}/restore";
}
