//! Addresses of this feature.

crate::web::paths::addresses! {
    SHARING = "/sharing";
    CONNECT, connect(token) = "/connect/{token}";
    NUMBERS = "/sharing/{id}/numbers";
    NEW_KEY = "/sharing/{id}/new-key";
    PART = "/sharing/{id}/part";
}
