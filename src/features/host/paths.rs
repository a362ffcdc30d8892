//! Addresses of this feature.

crate::web::paths::addresses! {
    HOST = "/host";
    PEOPLE = "/host/people";
    people_after(id) = "/host/people?after={id}";
    PERSON, person(id) = "/host/people/{id}";
    ROLES, roles(id) = "/host/people/{id}/roles";
    FACTOR_OFF, factor_off(id) = "/host/people/{id}/second-factor";
    INVITATIONS = "/host/invitations";
    TAKE_BACK, take_back(id) = "/host/invitations/{id}/remove";
    RISK = "/host/risk";
    /// As members read it.
    RISK_PAGE = "/risk";
}
