//! Addresses of this feature.

crate::web::paths::addresses! {
    EXPORT = "/settings/export";
    IMPORT = "/settings/import";
    imported(taken, there, settings) = "/settings/import?taken={taken}&there={there}&settings={settings}";
}
