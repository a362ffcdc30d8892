//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/moments";
    earlier(to, before) = "/moments?to={to}&before={before}";
    until(to) = "/moments?to={to}#kept";
    DRAW = "/moments/draw";
    draw_after(id) = "/moments/draw?before={id}";
    MOMENT, moment(id) = "/moments/{id}";
    EDIT, edit(id) = "/moments/{id}/edit";
    remove(id) = "/moments/{id}/remove";
    restore(id) = "/moments/{id}/restore";
}
