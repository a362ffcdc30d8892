//! Addresses of this feature.

crate::web::paths::addresses! {
    SET_UP, set_up(token) = "/set-up/{token}";
    SIGN_IN = "/sign-in";
    /// Once a form is kept that came too late.
    SIGN_IN_KEPT = "/sign-in?kept=1";
    /// The query is `next`, encoded.
    sign_in_then(query) = "/sign-in?{query}";
    SIGN_OUT = "/sign-out";
    SIGN_UP = "/sign-up";
    INVITE = "/invite/{token}";
    RECOVER = "/recover";
    BEGIN_ANEW, begin_anew(token) = "/recover/{token}";
    PASSWORD = "/settings/password";
    CODE = "/settings/recovery";
    CODE_THEN_WELCOME = "/settings/recovery?then=/welcome";
    CODE_THEN_TODAY = "/settings/recovery?then=/today";
    /// With the password, or a code before, it was changed just now.
    CODE_SINCE_PASSWORD = "/settings/recovery?since=password";
    CODE_SINCE_CODE = "/settings/recovery?since=code";
    NEW_CODE = "/settings/recovery/new";
    FOUND_CODE = "/settings/recovery/found";
    LEAVE = "/settings/leave";
}
