//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/drafts";
    /// Where something could not be taken in.
    LIST_FULL = "/drafts?full=yes";
    /// Where something that was left was just let go.
    list_left(id) = "/drafts?left={id}";
    REMOVE, remove(id) = "/drafts/{id}/remove";
    /// With what the page has kept since.
    remove_both(id, draft) = "/drafts/{id}/remove?draft={draft}";
    RESTORE, restore(id) = "/drafts/{id}/restore";
    TAKE_IN, take_in(id) = "/drafts/left/{id}/take-in";
    REMOVE_LEFT, remove_left(id) = "/drafts/left/{id}/remove";
    RESTORE_LEFT, restore_left(id) = "/drafts/left/{id}/restore";
}
