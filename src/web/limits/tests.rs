use governor::clock::FakeRelativeClock;

use super::*;

fn ip(address: &str) -> IpAddr {
    address.parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_few_requests_of_each_network_are_held_and_no_more() {
    let limits = Limits::default().with_requests(1, Duration::from_secs(2));
    let [one, other] = ["192.0.2.1", "192.0.2.2"].map(ip);
    let ask = |from, urgency| limits.request_from(from, NonZeroU32::MIN, urgency);
    assert_eq!(ask(one, Urgency::Other).await, Ok(()));
    let places: Vec<_> = std::iter::from_fn(|| limits.held.other.begin(one)).collect();
    assert_eq!(ask(one, Urgency::Other).await, Err(OverBudget::AtOnce));
    assert_eq!(ask(one, Urgency::Help).await, Err(OverBudget::Held), "help has places of its own");
    assert_eq!(ask(other, Urgency::Other).await, Ok(()), "another network has room of its own");
    drop(places);
    assert_eq!(ask(one, Urgency::Other).await, Err(OverBudget::Held));
}

#[tokio::test(start_paused = true)]
async fn many_networks_together_guess_slowly_and_lock_nobody_out() {
    let limits = Limits::default();
    let guesses_from = |site: u32| {
        let tried = (0..8).filter(|link| {
            let from = ip(&format!("2001:db8:{site:x}:{link:x}::1"));
            limits.attempt_from(from).is_ok() && limits.attempt_on("mira", from).is_ok()
        });
        tried.count()
    };
    let one_home = guesses_from(1);
    assert_eq!(one_home, 3 + 5, "its own, and most of a minute's");
    let all: usize = (2..102).map(guesses_from).sum();
    assert_eq!(all, 100 * 3 + 5, "nobody's own are anybody else's");
    let somewhere_new = ip("198.51.100.7");
    assert!(limits.attempt_on("mira", somewhere_new).is_ok() && limits.attempt_from(somewhere_new).is_ok());
    limits.got_in("mira", somewhere_new);
    assert!((0..3).all(|_| limits.attempt_on("mira", somewhere_new).is_ok()), "it was given back");
    assert!(limits.attempt_on("mira", somewhere_new).is_err());
    assert!(limits.attempt_on("jo", somewhere_new).is_ok(), "another account");
}

#[tokio::test(start_paused = true)]
async fn one_site_has_not_a_budget_for_each_of_its_links() {
    let limits = Limits::default();
    let tried = (0..1_000).filter(|link: &u32| limits.attempt_from(ip(&format!("2001:db8:5:{link:x}::1"))).is_ok());
    assert_eq!(tried.count(), 32);
    let units = NonZeroU32::new(1_200).unwrap();
    let asked = (0..10).filter(|link: &u32| {
        let from = Network::of(ip(&format!("2001:db8:6:{link:x}::1")));
        matches!(limits.requests.check_key_n(&from, units), Ok(Ok(())))
            && matches!(limits.requests_of_sites.check_key_n(&Network::site(ip("2001:db8:6::")), units), Ok(Ok(())))
    });
    assert_eq!(asked.count(), 4);
}

#[test]
fn in_its_worst_minute_a_network_gets_twice_what_a_minute_has_room_for() {
    let clock = FakeRelativeClock::default();
    let limit = RateLimiter::direct_with_clock(per_minute(10), clock.clone());
    let let_through: Vec<_> = (0..1_800)
        .filter(|_| {
            clock.advance(Duration::from_millis(100));
            limit.check().is_ok()
        })
        .collect();
    let within_a_minute = |from: &u32| let_through.iter().filter(|at| (*from..from + 600).contains(at)).count();
    assert!(let_through.iter().map(within_a_minute).max().is_some_and(|most| (19..=20).contains(&most)));
}
