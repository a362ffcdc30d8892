//! Addresses of this feature.

crate::web::paths::addresses! {
    SUMMARY = "/sharing/summary";
    PRINT = "/sharing/summary/print";
    PDF = "/sharing/summary/pdf";
}
