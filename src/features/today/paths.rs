//! Addresses of this feature.

crate::web::paths::addresses! {
    TODAY = "/today";
    /// Where what has changed is told.
    NOW = "/today#now";
    with_moment(id) = "/today?moment={id}";
    with_begun(id) = "/today?begun={id}";
    /// With what was told of a step.
    with_kept(id) = "/today?kept={id}#now";
    CHECK_IN_AGAIN = "/today?check-in=again";
    ALREADY_ANOTHER_DAY = "/today?already=another-day#now";
    ALREADY_ANSWERED = "/today?already=answered#now";
    ALREADY_SMALLEST = "/today?already=smallest#now";
    REPLY_TOLD = "/today?reply=told";
    CHECK_INS = "/check-ins";
    SUGGESTIONS = "/suggestions";
    NOT_ON = "/suggestions/not-on";
    ANSWER, answer(id) = "/suggestions/{id}/answer";
}
