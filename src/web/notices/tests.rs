use super::*;

struct Said {
    folder: tempfile::TempDir,
    notices: Notices,
    url: PublicUrl,
    now: Timestamp,
}

impl Said {
    fn begun() -> Self {
        let (folder, now) = (tempfile::tempdir().unwrap(), "2026-11-22T12:00:00Z".parse().unwrap());
        let notices = Notices::begun(folder.path().join(NOTICES), now);
        Self { folder, notices, url: PublicUrl::parse("https://a.example").unwrap(), now }
    }

    fn told(&self) -> ToldFile {
        self.notices.write_waiting(&self.url);
        ToldFile::read(&std::fs::read_to_string(self.folder.path().join(NOTICES)).unwrap()).unwrap()
    }

    fn tell(&self, notice: Notice) {
        self.notices.tell(notice, &self.url, self.now);
    }

    fn later(&mut self, seconds: i64) {
        self.now = self.now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
    }

    fn logged(&self) -> Vec<(usize, usize)> {
        self.notices.heard().logged.values().map(|sort| (sort.first, sort.often)).collect()
    }
}

#[test]
fn strangers_fill_neither_the_log_nor_the_file() {
    let mut said = Said::begun();
    for at in 0..500 {
        said.later(1);
        said.tell(Notice::other_host(&format!("b{at}.example\n{}", "x".repeat(300))));
        said.tell(Notice::SilentProxy([10, 0, 0, 1].into()));
    }
    let told = said.told();
    assert_eq!(told.notices.len(), SHOWN_MOST + 1, "{told:?}");
    assert!(told.notices.iter().all(|line| line.len() < 700), "{told:?}");
    assert!(said.notices.heard().counted.len() <= COUNTED_MOST + 1);
    let mut logged = said.logged();
    logged.sort_unstable();
    assert_eq!(logged, [(1, 0), (LOGGED_MOST, 0)], "what comes again and again is logged once");
    let file = said.folder.path().join(NOTICES);
    Notices::begun(file.clone(), said.now);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("b0.example"), "an earlier start is past");
}

#[test]
fn what_comes_often_is_told_whoever_came_before() {
    let mut said = Said::begun();
    for at in 0..40 {
        said.tell(Notice::other_host(&format!("203.0.113.{at}")));
    }
    said.later(1);
    said.tell(Notice::other_host("backend_handrail"));
    assert!(said.told().notices.iter().any(|line| line.contains("Host backend_handrail")), "the latest");
    assert_eq!(said.logged(), [(LOGGED_MOST, 0)]);
    said.tell(Notice::other_host("backend_handrail"));
    said.tell(Notice::other_host("backend_handrail"));
    assert_eq!(said.logged(), [(LOGGED_MOST, 1)], "and logged once it comes often");
    for at in 40..80 {
        said.later(1);
        said.tell(Notice::other_host(&format!("203.0.113.{at}")));
    }
    let told = said.told();
    assert!(told.notices.iter().any(|line| line.contains("Host backend_handrail") && line.contains("3 times")));
    assert!(told.notices.iter().all(|line| !line.contains("HANDRAIL_PUBLIC_URL")), "{told:?}");
    for _ in 0..3 {
        said.tell(Notice::other_host("www.a.example"));
    }
    said.tell(Notice::other_host(""));
    let advice: Vec<_> = said.told().notices.into_iter().filter(|line| line.contains("PUBLIC_URL")).collect();
    assert_eq!(advice.len(), 1, "{advice:?}");
    assert!(advice[0].contains("HANDRAIL_PUBLIC_URL=https://www.a.example"), "{advice:?}");
}

#[test]
fn cookies_that_get_lost_are_told_of_once_it_goes_on() {
    let said = Said::begun();
    for _ in 0..OFTEN {
        said.tell(Notice::NoCookies);
    }
    assert!(said.told().notices[0].contains("the proxy loses cookies"), "{:?}", said.told());
}

#[test]
fn what_is_mended_is_gone_or_says_when_it_was() {
    let mut said = Said::begun();
    said.tell(Notice::other_host("b.example"));
    said.tell(Notice::SilentProxy([10, 0, 0, 1].into()));
    assert!(said.told().notices[0].ends_with("(once, on 2026-11-22 12:00 UTC)"), "{:?}", said.told());
    said.later(3600);
    for _ in 0..WELL {
        said.notices.went_well(&said.url);
    }
    let told = said.told();
    assert_eq!(told.notices.len(), 1, "{told:?}");
    assert!(told.notices[0].contains("12:00 UTC; since then requests came as they should"), "{told:?}");
    said.tell(Notice::other_host("b.example"));
    assert!(said.told().notices[0].contains("2 times, the last on 2026-11-22 13:00 UTC"), "it goes on");
}

#[test]
fn when_somebody_last_came_through_the_proxy_is_known_to_the_minute() {
    let mut said = Said::begun();
    assert_eq!((said.told().through_proxy, said.told().since), (None, said.now));
    said.notices.reached(&said.url, said.now);
    let first = said.now;
    said.later(59);
    said.notices.reached(&said.url, said.now);
    assert_eq!(said.told().through_proxy, Some(first));
    said.later(1);
    said.notices.reached(&said.url, said.now);
    assert_eq!(said.told().through_proxy, Some(said.now));
}
