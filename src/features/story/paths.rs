//! Addresses of this feature.

crate::web::paths::addresses! {
    STORY = "/story";
    year(year) = "/story?year={year}";
    QUESTION = "/story?asks=yes#besides";
    QUESTION_KEPT = "/story?kept=yes#besides";
    BESIDES = "/story/besides";
    LEAVE = "/story/besides/leave";
    remove(id) = "/story/besides/{id}/remove";
    restore(id) = "/story/besides/{id}/restore";
}
