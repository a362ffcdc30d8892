//! Addresses by name, each written once: a route goes by the constant, and whoever leads there by the function.

use std::fmt::Display;

/// Names addresses. `NAME` is the pattern that a route goes by, `name(part)` the address with its parts filled in.
macro_rules! addresses {
    () => {};
    ($(#[$note:meta])* $name:ident = $address:literal; $($rest:tt)*) => {
        $(#[$note])*
        pub const $name: &str = $address;
        $crate::web::paths::addresses!($($rest)*);
    };
    ($(#[$note:meta])* $name:ident, $function:ident($($part:ident),+) = $address:literal; $($rest:tt)*) => {
        pub const $name: &str = $address;
        $crate::web::paths::addresses!($(#[$note])* $function($($part),+) = $address; $($rest)*);
    };
    ($(#[$note:meta])* $function:ident($($part:ident),+) = $address:literal; $($rest:tt)*) => {
        $(#[$note])*
        pub fn $function($($part: impl ::std::fmt::Display),+) -> String {
            format!($address)
        }
        $crate::web::paths::addresses!($($rest)*);
    };
}
pub(crate) use addresses;

/// Where one of a kind is removed, of which every address starts with `each`.
pub fn remove(each: &str, id: impl Display) -> String {
    format!("{each}/{id}/remove")
}

/// Where it is brought back.
pub fn restore(each: &str, id: impl Display) -> String {
    format!("{each}/{id}/restore")
}

/// Where it can be taken away for good.
pub fn for_good(id: impl Display) -> String {
    format!("/removed/{id}/for-good")
}

/// A list from which this one was just removed.
pub fn removed(list: &str, id: impl Display) -> String {
    format!("{list}?removed={id}")
}

/// A page that says what has been saved.
pub fn saved(page: &str, what: &str) -> String {
    format!("{page}?saved={what}")
}

/// A form with the words of a draft in it, or where it is sent to.
pub fn with_draft(form: &str, id: impl Display) -> String {
    format!("{form}?draft={id}")
}

/// A form whose draft was just put aside; none where nothing was.
pub fn with_aside(form: &str, id: impl Display) -> String {
    format!("{form}?aside={id}")
}
