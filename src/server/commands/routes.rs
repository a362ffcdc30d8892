//! Prints every address, and who may use it.

use crate::server::router;
use crate::web::route::Who;

/// Prints one line for each: the method, who may use it, the path.
pub fn run() -> anyhow::Result<()> {
    for route in router::table() {
        let who = match route.who {
            Who::Anyone => "anyone",
            Who::Member => "member",
            Who::Supporter => "supporter",
            Who::Facilitator => "facilitator",
            Who::Host => "host",
        };
        println!("{} {who} {}", route.method, route.path);
    }
    Ok(())
}
