//! Addresses of this feature.

crate::web::paths::addresses! {
    SHARING = "/sharing";
    CONNECT, connect(token) = "/connect/{token}";
    NUMBERS, numbers(id) = "/sharing/{id}/numbers";
    NEW_KEY = "/sharing/{id}/new-key";
    PART, part(id) = "/sharing/{id}/part";
}
