//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/rooms";
    CLOSED = "/rooms?closed=yes";
    NEW = "/rooms/new";
    TAKE_BACK, take_back(id) = "/rooms/take-back/{id}";
    ROOM, room(id) = "/rooms/{id}";
    taken_back(id) = "/rooms/{id}?saved=taken-back";
    left(id) = "/rooms/{id}?left=yes";
    LIVE, live(id) = "/rooms/{id}/live";
    LEAVE, leave(id) = "/rooms/{id}/leave";
    TIMER, timer(id) = "/rooms/{id}/timer";
    CHANGE, change(id) = "/rooms/{id}/change";
    GUESTS, guests(id) = "/rooms/{id}/guests";
    CLOSE, close(id) = "/rooms/{id}/close";
    REMOVE, remove(id) = "/rooms/{id}/remove";
    RESTORE, restore(id) = "/rooms/{id}/restore";
    GUEST, guest(token) = "/room/{token}";
    GUEST_LIVE, guest_live(token) = "/room/{token}/live";
    GUEST_LEAVE, guest_leave(token) = "/room/{token}/leave";
    guest_left(token) = "/room/{token}?left=yes";
}
