//! Addresses of this feature.

crate::web::paths::addresses! {
    SETTINGS = "/settings";
    DAY = "/settings/day";
    ZONE = "/settings/zone";
    LOOK = "/settings/look";
    ENERGY = "/settings/energy";
    SAFETY = "/settings/safety";
    UNDO = "/settings/undo";
    DEVICES = "/settings/devices";
    END, end(id) = "/settings/devices/{id}/end";
    END_OTHERS = "/settings/devices/end-others";
}
