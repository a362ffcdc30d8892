//! The drill a host hopes never to need: everything gone, one file and what opens it.

use std::fs;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use handrail::base::disk::last_backup;
use handrail::base::vault::{DecryptWith, EncryptTo, EncryptedArchive, Identities};
use handrail::members::{instance, resets};
use handrail::server::backup::{create, restore};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use tempfile::TempDir;

use crate::support::{NOON, TestApp, signed_in};

const CANARY: &str = "canary-9d21-by-the-harbour";

/// A key as `age-keygen` makes it: what closes, what opens.
pub struct Keys(age::x25519::Identity);

impl Keys {
    pub fn new() -> Self {
        Self(age::x25519::Identity::generate())
    }

    fn lock(&self) -> EncryptTo {
        EncryptTo::Recipients(vec![self.0.to_public().to_string().parse().unwrap()])
    }

    pub fn unlock(&self) -> DecryptWith {
        let file = format!("# made for this\n{}\n", self.0.to_string().expose_secret());
        DecryptWith::Identities(Identities::parse(&file).unwrap())
    }
}

pub async fn backed_up(app: &TestApp, keys: &Keys) -> PathBuf {
    let file = app.folder.path().join("all.age");
    create::make(&app.data(), &file, keys.lock(), noon()).await.unwrap();
    file
}

pub async fn restored(file: &Path, with: DecryptWith) -> anyhow::Result<TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let came = match restore::look_at(file) {
        Ok(closed) => restore::restore(closed, with, &folder.path().join("data")).await,
        Err(error) => Err(error),
    };
    if came.is_err() {
        assert_eq!(names(folder.path()), [""; 0], "nothing is left behind");
    }
    came.map(|_| folder)
}

fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn on_a_new_machine_people_find_their_very_words() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    let attempt = mira.try_it(&suggestion).await;
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "stretch"), ("note", CANARY)]).await;
    let invitation = instance::invite(&app.app, handrail::members::Role::Member).await.unwrap();
    let anew = resets::link(&app.app, &handrail::members::Name::parse("mira").unwrap()).await.unwrap().unwrap();
    let keys = Keys::new();
    let file = backed_up(&app, &keys).await;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(last_backup(&app.data()), Some(noon()));
    assert!(!app.data().join(".backup").exists());

    let folder = restored(&file, keys.unlock()).await.unwrap();
    for file in ["handrail.db", "instance.key"] {
        let mode = fs::metadata(folder.path().join("data").join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    assert_eq!(names(&folder.path().join("data")), ["handrail.db", "instance.key"]);
    let again = TestApp::opened(folder).await;
    signed_in(&again, "mira").await.get("/reflections").await.must_say(CANARY);

    // What let somebody in when the backup was made does not any more: it may have been ended or used since.
    let page = again.with_cookies_of(&mira).get("/reflections").await;
    assert!(!page.says(CANARY) && page.location().starts_with("/sign-in"), "{}", page.status);
    for link in [invitation, anew] {
        let path = link.strip_prefix("http://127.0.0.1:8420").unwrap();
        assert!(app.anonymous().get(path).await.status.is_success(), "{path}");
        assert!(!again.anonymous().get(path).await.status.is_success(), "{path}");
    }
}

#[tokio::test]
async fn a_backup_shows_nothing_and_opened_shows_no_words() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", CANARY)]).await;
    let keys = Keys::new();
    let file = backed_up(&app, &keys).await;
    let closed = fs::read(&file).unwrap();
    for words in [CANARY, "mira", "SQLite format", "manifest"] {
        assert!(!holds(&closed, words), "{words}");
    }
    let mut opened = Vec::new();
    EncryptedArchive::read(closed.as_slice()).unwrap().open(&keys.unlock()).unwrap().read_to_end(&mut opened).unwrap();
    assert!(holds(&opened, "SQLite format") && holds(&opened, "mira") && !holds(&opened, CANARY));
}

#[tokio::test]
async fn a_passphrase_opens_it_and_another_does_not() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let file = app.folder.path().join("all.age");
    let lock = EncryptTo::Passphrase("a lighthouse keeps time".to_owned().into());
    create::make(&app.data(), &file, lock, noon()).await.unwrap();
    assert!(restore::look_at(&file).unwrap().wants_passphrase());
    let wrong = restored(&file, DecryptWith::Passphrase("a lighthouse keeps tide".to_owned().into())).await;
    assert!(wrong.unwrap_err().to_string().contains("another passphrase"));
    assert!(restored(&file, DecryptWith::Passphrase("a lighthouse keeps time".to_owned().into())).await.is_ok());
    assert!(restored(&file, Keys::new().unlock()).await.is_err());
}

#[tokio::test]
async fn a_damaged_or_cut_backup_is_refused() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let keys = Keys::new();
    let whole = fs::read(backed_up(&app, &keys).await).unwrap();
    let file = app.folder.path().join("damaged.age");
    for length in [0, 20, 150, 1_000, 70_000, whole.len() - 5_000, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        assert!(restored(&file, keys.unlock()).await.is_err(), "cut at {length}");
    }
    for at in [5, 60, 120, 210, 900, 100_000, whole.len() - 700, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 4;
        fs::write(&file, damaged).unwrap();
        assert!(restored(&file, keys.unlock()).await.is_err(), "changed at {at}");
    }
    fs::write(&file, &whole).unwrap();
    assert!(restored(&file, Keys::new().unlock()).await.is_err(), "another's key");
    assert!(restored(&file, keys.unlock()).await.is_ok(), "and whole it opens");
}

/// What somebody could make who knows the public key.
fn forged(app: &TestApp, keys: &Keys, manifest: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let path = app.folder.path().join("forged.age");
    let mut archive = tar::Builder::new(keys.lock().close(File::create(&path).unwrap()).unwrap());
    for (name, bytes) in [("manifest.toml", manifest.as_bytes())].iter().chain(files) {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        // Not through `set_path`, which would refuse the worst of names.
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap().flush().unwrap();
    path
}

fn manifest(format: u32, key: &[u8], database: &[u8]) -> String {
    let hash = |bytes: &[u8]| data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(bytes));
    format!(
        "format = {format}\nhandrail = \"9.0.0\"\nmade_at = \"{NOON}\"\n\
         [sha256]\n\"instance.key\" = \"{}\"\n\"handrail.db\" = \"{}\"\n",
        hash(key),
        hash(database)
    )
}

#[tokio::test]
async fn what_does_not_belong_together_is_refused() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let keys = Keys::new();
    let good = restored(&backed_up(&app, &keys).await, keys.unlock()).await.unwrap().keep().join("data");
    let (key, database) = (fs::read(good.join("instance.key")).unwrap(), fs::read(good.join("handrail.db")).unwrap());
    let right: [(&str, &[u8]); 2] = [("instance.key", &key), ("handrail.db", &database)];
    assert!(restored(&forged(&app, &keys, &manifest(1, &key, &database), &right), keys.unlock()).await.is_ok());

    let other = [7; 32];
    let says = async |manifest: String, files: &[(&str, &[u8])]| {
        restored(&forged(&app, &keys, &manifest, files), keys.unlock()).await.unwrap_err().to_string()
    };
    assert!(says(manifest(2, &key, &database), &right).await.contains("Handrail 9.0.0"));
    assert!(says(manifest(1, &other, &database), &right).await.contains("damaged"));
    let swapped: [(&str, &[u8]); 2] = [("instance.key", &other), ("handrail.db", &database)];
    assert!(says(manifest(1, &other, &database), &swapped).await.contains("does not belong"));
    let outside: [(&str, &[u8]); 2] = [("../instance.key", &key), ("handrail.db", &database)];
    assert!(says(manifest(1, &key, &database), &outside).await.contains("damaged"));
    let one_more = [right[0], right[1], ("more", &other)];
    assert!(says(manifest(1, &key, &database), &one_more).await.contains("damaged"));

    let thief = format!("sqlite:{}", good.join("handrail.db").display());
    let mut thief = <sqlx::SqliteConnection as sqlx::Connection>::connect(&thief).await.unwrap();
    let newer =
        "insert into _sqlx_migrations select 9999, 'later', installed_on, 1, x'00', 0 from _sqlx_migrations limit 1";
    sqlx::query(newer).execute(&mut thief).await.unwrap();
    sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut thief).await.unwrap();
    let newer = fs::read(good.join("handrail.db")).unwrap();
    let files: [(&str, &[u8]); 2] = [("instance.key", &key), ("handrail.db", &newer)];
    assert!(says(manifest(1, &key, &newer), &files).await.contains("newer Handrail"));
    fs::remove_dir_all(good.parent().unwrap()).unwrap();
}

#[tokio::test]
async fn nothing_is_ever_overwritten() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let keys = Keys::new();
    let file = backed_up(&app, &keys).await;
    let before = fs::read(&file).unwrap();
    assert!(create::place(&file, noon()).is_err());
    assert!(create::make(&app.data(), &file, keys.lock(), noon()).await.is_err());
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(names(app.folder.path()), ["all.age", "data"]);

    let error = restore::restore(restore::look_at(&file).unwrap(), keys.unlock(), &app.data()).await.unwrap_err();
    assert!(error.to_string().contains("something in"), "{error}");
    assert!(signed_in(&app, "mira").await.get("/today").await.status.is_success());

    let named = create::place(app.folder.path(), noon()).unwrap();
    assert_eq!(named.file_name().unwrap(), "handrail-20261122T120000Z.age");
}

#[tokio::test]
async fn what_could_not_be_restored_is_not_made() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let file = app.folder.path().join("all.age");
    fs::write(app.data().join("instance.key"), [7; 32]).unwrap();
    let error = create::make(&app.data(), &file, Keys::new().lock(), noon()).await.unwrap_err();
    assert!(format!("{error:#}").contains("does not belong"), "{error:#}");
    assert_eq!(names(app.folder.path()), ["data"]);
    assert!(!app.data().join(".backup").exists() && last_backup(&app.data()).is_none());
}

#[tokio::test]
async fn what_a_power_cut_left_behind_is_cleared_away() {
    let (app, _mira) = TestApp::with_member("mira").await;
    fs::create_dir(app.data().join(".backup")).unwrap();
    fs::write(app.data().join(".backup/handrail.db"), "half of it").unwrap();
    assert!(create::left_a_copy(&app.data()));
    backed_up(&app, &Keys::new()).await;
    assert!(!app.data().join(".backup").exists() && !create::left_a_copy(&app.data()));
}

#[tokio::test]
async fn a_restore_that_was_cut_short_can_be_begun_again() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let keys = Keys::new();
    let file = backed_up(&app, &keys).await;
    let data = app.folder.path().join("again");
    fs::create_dir_all(data.join(".restoring")).unwrap();
    fs::write(data.join(".restoring/handrail.db"), "half of it").unwrap();
    restore::restore(restore::look_at(&file).unwrap(), keys.unlock(), &data).await.unwrap();
    assert_eq!(names(&data), ["handrail.db", "instance.key"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_go_on_writing_while_it_is_made() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", "before")]).await;
    let keys = Keys::new();
    let file = app.folder.path().join("all.age");
    let data = app.data();
    let (lock, to) = (keys.lock(), file.clone());
    let making = tokio::spawn(async move { create::make(&data, &to, lock, noon()).await });
    let mut written = 0;
    while !making.is_finished() {
        written += 1;
        assert_eq!(mira.post("/moments", &[("words", &format!("number {written}"))]).await.status.as_u16(), 303);
    }
    making.await.unwrap().unwrap();
    let again = TestApp::opened(restored(&file, keys.unlock()).await.unwrap()).await;
    signed_in(&again, "mira").await.get("/moments").await.must_say("before");
    mira.get("/moments").await.must_say(&format!("number {written}"));
}
