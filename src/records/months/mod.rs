//! Long lists by month: what is on a page of one, month for month, and the way to every month that has something.

pub mod store;

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::entries::{self, EntryItem, EntryList, FurtherBack, ListQuery};
use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::web::error::PageResult;

/// What is of one month.
pub struct MonthItems<T> {
    pub name: DateText,
    pub items: Vec<T>,
}

/// A year, and the months of it that have something, the latest first.
pub struct YearLinks {
    pub year: i16,
    pub months: Vec<MonthLink>,
}

pub struct MonthLink {
    pub name: DateText,
    pub address: String,
}

/// One page of a list of entries, by month.
pub struct MonthlyList<T> {
    pub months: Vec<MonthItems<EntryItem<T>>>,
    /// The way to each month, where not all of them are on the page.
    pub years: Vec<YearLinks>,
    pub removed: Option<Id>,
    pub further_back: Option<FurtherBack>,
}

/// Reads a page of entries as [`entries::list`] does. `address` leads to the list from the end of a month on.
pub async fn list<T: Entry>(
    read: &mut SqliteConnection,
    member: &Member,
    query: &ListQuery,
    many: i64,
    at: fn(&T) -> i64,
    address: impl Fn(Date) -> String,
) -> PageResult<MonthlyList<T>> {
    let EntryList { items, removed, further_back } = entries::list(read, member, query, many, at).await?;
    let is_whole = further_back.is_none() && query.to.is_none();
    let found = if is_whole { Vec::new() } else { store::of_entries::<T>(read, member.id()).await? };
    let months = by_month(member, items, |item| item.on);
    Ok(MonthlyList { months, years: links(member, &found, address), removed, further_back })
}

/// Things in the order of their days, by month.
pub fn by_month<T>(member: &Member, items: Vec<T>, on: impl Fn(&T) -> Date) -> Vec<MonthItems<T>> {
    let mut months: Vec<(Date, Vec<T>)> = Vec::new();
    for item in items {
        let first = on(&item).first_of_month();
        match months.last_mut() {
            Some((month, items)) if *month == first => items.push(item),
            _ => months.push((first, vec![item])),
        }
    }
    let named = |(month, items)| MonthItems { name: member.calendar().month_and_year(month), items };
    months.into_iter().map(named).collect()
}

/// The way to each month, by year, from a day of each.
pub fn links(member: &Member, found: &[Date], address: impl Fn(Date) -> String) -> Vec<YearLinks> {
    let link = |day: &Date| MonthLink { name: member.calendar().month(*day), address: address(day.last_of_month()) };
    let years = found.chunk_by(|one, next| one.year() == next.year());
    let of_one =
        |days: &[Date]| Some(YearLinks { year: days.first()?.year(), months: days.iter().map(link).collect() });
    years.filter_map(of_one).collect()
}
