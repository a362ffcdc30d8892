//! Questions that want a human beside them: open where two have turned them on, and never lost where one has not any more.

use axum::http::StatusCode;

use super::known;
use crate::sharing::give;

#[tokio::test]
async fn what_wants_a_human_beside_it_opens_where_both_have_turned_it_on() {
    let (app, mira, lind, connection) = known().await;
    let together = format!("/care/{connection}/together");
    mira.get("/measures").await.must_not_say("PHQ-9");
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::NOT_FOUND);
    lind.post(&together, &[("on", "yes")]).await;
    mira.get("/measures").await.must_say("PHQ-9");
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::NOT_FOUND, "on the other's side only");
    mira.post("/measures", &[("measures", "3")]).await;
    assert_eq!(mira.get("/measures/3").await.status, StatusCode::OK);
    mira.get("/measures/3").await.must_not_say("Show the total");
    let page = mira.post_and_follow("/measures/3", &[("item-8", "1")]).await;
    page.must_say("It is good that you said so. You don’t have to be alone with them");
    assert!(page.body.contains("tel:112"), "there are numbers at once");
    page.must_not_say("Show the total");
    let answers: Vec<_> = (0..9).map(|item| (format!("item-{item}"), "2")).collect();
    let answers: Vec<_> = answers.iter().map(|(item, answer)| (item.as_str(), *answer)).collect();
    app.minutes_later(1);
    mira.post_and_follow("/measures/3", &answers).await.must_say("Show the total to Lind Berg");
    give(&mira, &connection, &[("what", "measure"), ("about", "3")]).await;
    lind.get(&format!("/care/{connection}")).await.must_say("18 of 27");
    lind.post(&together, &[]).await;
    for parted in [false, true] {
        if parted {
            lind.post(&format!("/care/{connection}/part"), &[]).await;
        }
        mira.get("/measures").await.must_say("Low mood (PHQ-9) Off now, to read only");
        let page = mira.get("/measures/3").await;
        assert_eq!(page.title(), "PHQ-9 · Handrail");
        page.must_say("It takes two for these");
        page.must_say("Several days");
        page.must_say("Today");
        assert!(!page.body.contains("item-8"), "it is only read");
        // A page that was still open is sent all the same.
        app.minutes_later(1);
        let mut late = answers.clone();
        late[0].1 = if parted { "3" } else { "1" };
        let page = mira.post_and_follow("/measures/3", &late).await;
        page.must_say("These answers are yours alone. They are not shared.");
        page.must_say(if parted { "19 of 27" } else { "17 of 27" });
        page.must_say("You don’t have to be alone with them");
        assert!(page.body.contains("tel:112"));
        if !parted {
            lind.get(&format!("/care/{connection}")).await.must_not_say("17 of 27");
        }
    }
}
