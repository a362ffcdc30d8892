//! A person at a browser: what they open, send and keep.

use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use handrail::features::registry;
use http_body_util::BodyExt as _;
use tokio::sync::oneshot;
use tower::ServiceExt as _;

use super::HOST;
use super::page::Page;

/// One browser.
pub struct Actor {
    router: Router,
    cookies: Mutex<Vec<(String, String)>>,
    pub agent: &'static str,
}

/// Something of theirs, as the page says that follows its form, or the list of its kind.
pub struct Kept {
    pub id: String,
    /// Where it is; what is done with it is below.
    pub address: String,
}

/// An answer that goes on.
pub struct Listening {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Body,
}

impl Listening {
    /// What is told next; none once it is over.
    pub async fn next(&mut self) -> Option<String> {
        let frame = self.body.frame().await?.unwrap();
        Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
    }
}

impl Actor {
    /// Somebody who has not been here before.
    pub fn on(router: Router) -> Self {
        Self { router, cookies: Mutex::default(), agent: "Mozilla/5.0 (X11; Linux) Firefox/140.0" }
    }

    /// The same browser on a program that was started again.
    pub fn again_on(&self, router: Router) -> Self {
        Self { router, ..self.another_tab() }
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(Method::POST, path, Some(body), &[("sec-fetch-site", "same-origin")]).await
    }

    /// Posts, then goes where it leads.
    pub async fn post_and_follow(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(path, fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}: {}", page.body);
        self.get(page.location()).await
    }

    /// Sends a form that keeps something, and finds what is kept then.
    pub async fn keep(&self, path: &str, fields: &[(&str, &str)]) -> Kept {
        let id = handrail::web::form::new_id().to_string();
        let fields: Vec<_> = [("id", id.as_str())].into_iter().chain(fields.iter().copied()).collect();
        let sent = self.post(path, &fields).await;
        assert!(sent.status.is_redirection() || sent.status.is_success(), "{path}: {} {}", sent.status, sent.text());
        let mut page = if sent.status.is_redirection() { self.get(sent.location()).await } else { sent };
        let registry = registry();
        // A step of one's own is changed where the ladder is.
        let mut lists = registry.kinds().iter().map(|kind| kind.page).chain(["/ladder/order"]);
        loop {
            if let Some(address) = page.address_of(&id) {
                return Kept { id, address };
            }
            page = self.get(lists.next().expect("a page that shows what was kept")).await;
        }
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<String>, headers: &[(&str, &str)]) -> Page {
        let kind = body.is_some().then_some((header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"));
        let headers: Vec<_> = headers.iter().copied().chain(kind).collect();
        let (parts, body) = self.ask(method, path, body.map(Body::from), &headers).await;
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Posts a form whose fields come only once they are sent to `fields`.
    pub async fn post_slowly(&self, path: &str, fields: oneshot::Receiver<&'static str>) -> Page {
        let body = futures_util::stream::once(async move { fields.await.map(axum::body::Bytes::from) });
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        let (parts, body) = self.ask(Method::POST, path, Some(Body::from_stream(body)), &headers).await;
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Posts a form with a file in it, as it comes.
    pub async fn send_body(&self, path: &str, body: Body) -> Page {
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=x")];
        let (parts, body) = self.ask(Method::POST, path, Some(body), &headers).await;
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Posts what a browser sends for a form with a file in it.
    pub async fn send_file(&self, path: &str, name: &str, file: &[u8], fields: &[(&str, &str)]) -> Page {
        let part = |head: String, body: &[u8]| [b"--x\r\n", head.as_bytes(), b"\r\n\r\n", body, b"\r\n"].concat();
        let mut body = part(format!("content-disposition: form-data; name=\"{name}\"; filename=\"a\""), file);
        for (name, value) in fields {
            body.extend(part(format!("content-disposition: form-data; name=\"{name}\""), value.as_bytes()));
        }
        body.extend(b"--x--\r\n");
        self.send_body(path, body.into()).await
    }

    /// Posts, and gives the file that comes back.
    pub async fn fetch(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, Vec<u8>) {
        let body = serde_html_form::to_string(fields).unwrap();
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        let (parts, body) = self.ask(Method::POST, path, Some(Body::from(body)), &headers).await;
        (parts.status, body)
    }

    /// Opens what goes on for a while, and reads from it as it comes.
    pub async fn listen(&self, path: &str) -> Listening {
        let cookies =
            self.cookies.lock().unwrap().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let mut request = Request::builder().uri(path).header(header::HOST, HOST);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let answer = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        Listening { status: parts.status, headers: parts.headers, body }
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Body>,
        headers: &[(&str, &str)],
    ) -> (axum::http::response::Parts, Vec<u8>) {
        let cookies =
            self.cookies.lock().unwrap().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let mut request = Request::builder().method(method).uri(path).header(header::USER_AGENT, self.agent);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(header::HOST, HOST);
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.unwrap_or_else(Body::empty)).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.take_cookie(cookie.to_str().unwrap());
        }
        (parts, body.collect().await.unwrap().to_bytes().to_vec())
    }

    pub fn take_cookie(&self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        let mut cookies = self.cookies.lock().unwrap();
        cookies.retain(|(kept, _)| kept != name);
        if !value.is_empty() {
            cookies.push((name.into(), value.into()));
        }
    }

    /// The same browser in a second tab.
    pub fn another_tab(&self) -> Self {
        Self {
            router: self.router.clone(),
            cookies: Mutex::new(self.cookies.lock().unwrap().clone()),
            agent: self.agent,
        }
    }

    /// Checks in and gives the id of the suggestion that is open then.
    pub async fn check_in(&self, energy: &str) -> Option<String> {
        self.post_and_follow("/check-ins", &[("energy", energy)]).await.id_of("/suggestions/{id}/answer")
    }

    /// Tries the open suggestion and gives the attempt's id.
    pub async fn try_it(&self, suggestion: &str) -> String {
        let page = self.post(&format!("/suggestions/{suggestion}/answer"), &[("answer", "try")]).await;
        page.id_of("/attempts/{id}/guess").unwrap_or_default()
    }

    /// Begins this size of a step and gives the attempt's id.
    pub async fn begin(&self, step: &str, size: &str) -> String {
        self.keep(&format!("/steps/{step}/begin"), &[("size", size)]).await.id
    }

    pub async fn look_back(&self, attempt: &str, fields: &[(&str, &str)]) -> Page {
        self.post(&format!("/attempts/{attempt}/reflection"), fields).await
    }
}
