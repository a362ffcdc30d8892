//! Addresses of this feature.

crate::web::paths::addresses! {
    SET_UP, set_up(token) = "/set-up/{token}";
    SIGN_IN = "/sign-in";
    /// Once a form is kept that came too late.
    SIGN_IN_KEPT = "/sign-in?kept=1";
    /// The query is `next`, encoded.
    sign_in_then(query) = "/sign-in?{query}";
    SECOND = "/sign-in/second";
    /// The query is `next` and `stay`, encoded.
    second_then(query) = "/sign-in/second?{query}";
    SIGN_OUT = "/sign-out";
    SIGN_UP = "/sign-up";
    INVITE = "/invite/{token}";
    RECOVER = "/recover";
    BEGIN_ANEW, begin_anew(token) = "/recover/{token}";
    PASSWORD = "/settings/password";
    RENAME = "/settings/name";
    RENAMED = "/settings?saved=name";
    CODE = "/settings/recovery";
    CODE_THEN_WELCOME = "/settings/recovery?then=/welcome";
    CODE_THEN_SECOND = "/settings/recovery?then=/settings/second-factor";
    CODE_THEN_TODAY = "/settings/recovery?then=/today";
    /// With the password, or a code before, it was changed just now.
    CODE_SINCE_PASSWORD = "/settings/recovery?since=password";
    CODE_SINCE_CODE = "/settings/recovery?since=code";
    NEW_CODE = "/settings/recovery/new";
    SECOND_FACTOR = "/settings/second-factor";
    SECOND_FACTOR_THEN_WELCOME = "/settings/second-factor?then=/welcome";
    CONFIRM_FACTOR = "/settings/second-factor/confirm";
    FACTOR_CODES = "/settings/second-factor/codes";
    FACTOR_CODES_KEPT = "/settings/second-factor/kept";
    FACTOR_OFF = "/settings/second-factor/off";
    FOUND_CODE = "/settings/recovery/found";
    LEAVE = "/settings/leave";
}
