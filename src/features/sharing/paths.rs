//! Addresses of this feature.

crate::web::paths::addresses! {
    SHARING = "/sharing";
    GRANTS = "/sharing/grants";
    REVOKE, revoke(id) = "/sharing/grants/{id}/revoke";
    PREVIEW = "/sharing/preview";
    preview_again(query) = "/sharing/preview?{query}";
    preview_one(connection, about) = "/sharing/preview?connection={connection}&what=one&about={about}";
    preview_kind(connection, kind) = "/sharing/preview?connection={connection}&what=kind&kind={kind}";
    preview(connection, what) = "/sharing/preview?connection={connection}&what={what}";
    preview_measure(connection, number) = "/sharing/preview?connection={connection}&what=measure&about={number}";
    CHOOSE, choose(id) = "/sharing/{id}/choose";
    AS_THEY_SEE, as_they_see(id) = "/sharing/{id}/as-they-see";
    ASLEEP = "/sharing/asleep";
    BRING = "/sharing/bring";
    earlier_bring(to, before) = "/sharing/bring?to={to}&before={before}";
    BRING_ONE, bring_one(id) = "/sharing/bring/of/{id}";
    brought(id) = "/sharing/bring?brought=yes#{id}";
    to_bring(id) = "/sharing/bring#{id}";
    back(id) = "/sharing/bring?back=yes#{id}";
    TALKED_ABOUT, talked_about(id) = "/sharing/bring/{id}/talked-about";
    TALKED = "/sharing/bring?talked=yes";
    remove_bring(id) = "/sharing/bring/{id}/remove";
    restore_bring(id) = "/sharing/bring/{id}/restore";
    LOOKS = "/sharing/looks";
    earlier_looks(before) = "/sharing/looks?before={before}";
    numbers(id) = "/sharing/{id}/numbers";
    new_key(id) = "/sharing/{id}/new-key";
    part(id) = "/sharing/{id}/part";
}
