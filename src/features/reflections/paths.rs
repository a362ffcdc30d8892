//! Addresses of this feature.

crate::web::paths::addresses! {
    ATTEMPT, attempt(id) = "/attempts/{id}";
    REFLECT, reflect(id) = "/attempts/{id}/reflection";
    GUESS, guess(id) = "/attempts/{id}/guess";
    guess_now(id) = "/attempts/{id}/guess#now";
    CALENDAR, calendar(id) = "/attempts/{id}/calendar";
    LIST = "/reflections";
    earlier(to) = "/reflections?to={to}";
    earlier_that_day(to, before) = "/reflections?to={to}&before={before}";
    LIST_FOUND = "/reflections?found=1";
    LIST_REPLY_TOLD = "/reflections?reply=told";
    EVIDENCE = "/reflections/evidence";
    REFLECTION, reflection(id) = "/reflections/{id}";
    FELT, felt(id) = "/reflections/{id}/felt";
    felt_now(id) = "/reflections/{id}/felt#now";
    REMOVE, remove(id) = "/reflections/{id}/remove";
    RESTORE, restore(id) = "/reflections/{id}/restore";
    REPLY, reply(id) = "/reflections/{id}/reply";
}
