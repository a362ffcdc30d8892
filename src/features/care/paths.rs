//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/care";
    with_begun(id) = "/care?begun={id}";
    INTRODUCTION = "/care/introduction";
    LINKS = "/care/links";
    TAKE_BACK, take_back(id) = "/care/links/{id}/take-back";
    PERSON, person(id) = "/care/{id}";
    further(id, from) = "/care/{id}?from={from}";
    ARRANGE, arrange(id) = "/care/{id}/arrange";
    NOTES, notes(id) = "/care/{id}/notes";
    NUMBERS, numbers(id) = "/care/{id}/numbers";
    NEW_KEY, new_key(id) = "/care/{id}/new-key";
    PART, part(id) = "/care/{id}/part";
    GIVEN, given(id) = "/care/{id}/given";
    OFFER, offer(id) = "/care/{id}/offer";
    OWN_OFFER, own_offer(id) = "/care/{id}/offer/own";
    ORDER, order(id) = "/care/{id}/order";
    TOGETHER, together(id) = "/care/{id}/together";
    AWAY = "/care/away";
    BACK = "/care/away/back";
    HELPING = "/care/helping";
    ALL_NOTES = "/care/notes";
    earlier_notes(to, before) = "/care/notes?to={to}&before={before}";
    /// The start of the addresses of a working note.
    EACH = "/care/notes";
    REMOVE_NOTE, remove_note(id) = "/care/notes/{id}/remove";
    RESTORE_NOTE, restore_note(id) = "/care/notes/{id}/restore";
    /// The same on the page of one person.
    remove_note_on(id, on) = "/care/notes/{id}/remove?on={on}";
    restore_note_on(id, on) = "/care/notes/{id}/restore?on={on}";
}
