//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/groups";
    LEFT = "/groups?left=yes";
    /// Somebody was removed, and has read why.
    TAKEN_OFF = "/groups?left=off";
    NEW = "/groups/new";
    GUIDE = "/groups/guide";
    JOIN, join(token) = "/groups/join/{token}";
    GROUP, group(id) = "/groups/{id}";
    earlier(id, before) = "/groups/{id}?before={before}";
    hidden(id, letter) = "/groups/{id}?hidden={letter}#posts";
    post_in(id, letter) = "/groups/{id}#p-{letter}";
    ROUNDS, rounds(id) = "/groups/{id}/rounds";
    start_from(id, reflection) = "/groups/{id}?start={reflection}#write";
    CHANGE, change(id) = "/groups/{id}/change";
    INVITATIONS, invitations(id) = "/groups/{id}/invitations";
    TAKE_BACK, take_back(id) = "/groups/{id}/invitations/remove";
    WARM, warm(id) = "/groups/{id}/warm";
    HIDE, hide(id) = "/groups/{id}/hide";
    PEOPLE, people(id) = "/groups/{id}/people";
    PART, part(id) = "/groups/{id}/part";
    REMOVE, remove(id) = "/groups/{id}/remove";
    asked_to_remove(id, who) = "/groups/{id}/remove?who={who}";
    MINE, mine(id) = "/groups/{id}/mine";
    LEAVE, leave(id) = "/groups/{id}/leave";
    REPORT, report(id) = "/groups/{id}/report";
    report_post(id, letter) = "/groups/{id}/report?post={letter}";
    CARE, care(id) = "/groups/{id}/care";
    WAKE, wake(id) = "/groups/{id}/wake";
    CALENDAR, calendar(id) = "/groups/{id}/calendar";
    IDEAS, ideas(id) = "/groups/{id}/ideas";
    TAKE, take(id) = "/groups/{id}/take";
    OWN, own(id) = "/groups/rounds/{id}";
    OWN_EDIT, own_edit(id) = "/groups/rounds/{id}/edit";
    OWN_SHOW, own_show(id) = "/groups/rounds/{id}/show";
    /// Removing what one wrote, and bringing it back.
    EACH = "/groups/rounds";
    own_remove(id) = "/groups/rounds/{id}/remove";
}
