//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/people";
    LIST_OF_RHYTHMS = "/people#rhythms";
    IMPORTED = "/people?imported=yes";
    NEW = "/people/new";
    IMPORT = "/people/import";
    IMPORT_KEEP = "/people/import/keep";
    PERSON, person(id) = "/people/{id}";
    person_touched(id, touch) = "/people/{id}?touched={touch}";
    person_changed(id, how) = "/people/{id}?changed={how}#weight";
    CHANGE, change(id) = "/people/{id}/change";
    TOUCH, touch(id) = "/people/{id}/touches";
    WEIGHT, weight(id) = "/people/{id}/weight";
    remove(id) = "/people/{id}/remove";
    restore(id) = "/people/{id}/restore";
    TOUCHES = "/people/touches";
    earlier_touches(to, before) = "/people/touches?to={to}&before={before}";
    remove_touch(id) = "/people/touches/{id}/remove";
    restore_touch(id) = "/people/touches/{id}/restore";
    RHYTHMS = "/people/rhythms";
    rhythm_in_list(id) = "/people/rhythms#{id}";
    NEW_RHYTHM = "/people/rhythms/new";
    RHYTHM, rhythm(id) = "/people/rhythms/{id}";
    PAUSE, pause(id) = "/people/rhythms/{id}/pause";
    remove_rhythm(id) = "/people/rhythms/{id}/remove";
    restore_rhythm(id) = "/people/rhythms/{id}/restore";
}
