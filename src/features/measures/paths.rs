//! Addresses of this feature.

crate::web::paths::addresses! {
    LIST = "/measures";
    MEASURE, measure(number) = "/measures/{number}";
    kept(number) = "/measures/{number}?kept=yes";
    EACH = "/measures/answers";
    remove(id) = "/measures/answers/{id}/remove";
    restore(id) = "/measures/answers/{id}/restore";
}
