//! That a summary is kept nowhere, but for who is shown it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use handrail::base::vault::{DecryptWith, EncryptTo, Identities};
use handrail::server::backup::{create, restore};
use secrecy::ExposeSecret as _;
use tracing_subscriber::fmt::MakeWriter;

use super::{PDF, SUMMARY, fields};
use crate::sharing::connected;
use crate::support::TestApp;

const CANARY: &str = "canary-51c0-of-the-summary";

/// All that is logged.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Logged {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// What a backup holds once it is opened.
async fn backed_up(app: &TestApp) -> Vec<u8> {
    let key = age::x25519::Identity::generate();
    let file = app.folder.path().join("all.age");
    let to = EncryptTo::Recipients(vec![key.to_public().to_string().parse().unwrap()]);
    create::make(&app.data(), &file, to, app.app.now()).await.unwrap();
    let opens = Identities::parse(&format!("{}\n", key.to_string().expose_secret())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    restore::restore(restore::look_at(&file).unwrap(), DecryptWith::Identities(opens), &data).await.unwrap();
    std::fs::read_dir(data).unwrap().flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

async fn rows(app: &TestApp) -> i64 {
    let count = "select (select count(*) from entries) + (select count(*) from drafts) + (select count(*) from letters)
         + (select count(*) from grants) + (select count(*) from late_forms)";
    sqlx::query_scalar(count).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn no_word_of_one_that_was_seen_printed_or_made_into_a_file_is_left() {
    let log = Logged::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _logged = tracing::subscriber::set_default(subscriber);
    tracing::info!("what is said here is heard");
    let (app, mira, _lind, _connection) = connected().await;
    let before = rows(&app).await;
    for words in [CANARY.to_owned(), format!("{CANARY} 日本語")] {
        for path in [SUMMARY, "/sharing/summary/print", PDF] {
            let page = mira.post(path, &fields(&[("words", &words), ("called", CANARY)])).await;
            assert!(page.status.is_success() && !page.location().contains(CANARY), "{path}");
        }
    }
    assert_eq!(rows(&app).await, before, "nothing is kept");
    assert!(!holds(&app.bytes_at_rest(), CANARY), "the file and its log");
    assert!(!holds(&backed_up(&app).await, CANARY), "a backup");
    let logged = log.0.lock().unwrap().clone();
    assert!(holds(&logged, "is heard") && !holds(&logged, CANARY), "{}", String::from_utf8_lossy(&logged));
}

#[tokio::test]
async fn one_that_is_shown_is_sealed() {
    let (app, mira, lind, connection) = connected().await;
    let ticks = [("words", CANARY), ("called", CANARY), ("what", "summary"), ("connection", &connection)];
    assert_eq!(mira.post("/sharing/grants", &fields(&ticks)).await.location(), "/sharing?saved=shown");
    lind.get(&format!("/care/{connection}")).await.must_say(CANARY);
    assert!(!holds(&app.bytes_at_rest(), CANARY));
    assert!(!holds(&backed_up(&app).await, CANARY));
}
