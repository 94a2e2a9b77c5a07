//! Methods of sharing seats, as a sentence has them.

use sailau_apportion::{Divisor, Method, Quota};

/// `D'Hondt highest averages`, and the parameter where the name has one.
pub(super) fn called(method: &Method) -> String {
    match method {
        Method::HighestAverages(Divisor::ModifiedSainteLague(_) | Divisor::Sequence(_)) => {
            format!("{} (`{method}`)", method.title())
        }
        _ => method.title().into_owned(),
    }
}

/// How it goes, with its divisors or its quota.
pub(super) fn explained(method: &Method) -> String {
    match method {
        Method::HighestAverages(series) => {
            let first: Vec<String> = (0..4).map(|held| series.after(held).to_string()).collect();
            format!(
                "the votes of each list are divided by {} and so on, and the greatest quotients have the seats",
                first.join(", ")
            )
        }
        Method::LargestRemainder(quota) => format!(
            "a list has a seat for each quota of votes, which is {}; the seats that are left go one each to the largest \
             remainders",
            divided(*quota)
        ),
        Method::QuotaThenAverages(quota) => format!(
            "a list has a seat for each quota of votes, which is {}; each seat that is left goes to the greatest average, \
             votes by seats and one",
            divided(*quota)
        ),
        Method::RelativeRemainder(quota) => format!(
            "a list has a seat for each quota of votes, which is {}; the seats that are left go one each to the lists with \
             most votes for each whole quota",
            divided(*quota)
        ),
        Method::BalinskiYoung => {
            "seats go one by one to the greatest votes by seats and one, of the lists that the next seat \
                                  does not lift above their share rounded up"
                .to_owned()
        }
        Method::Block => "all seats go to the list with most votes".to_owned(),
        // A method that this room does not know goes by its name.
        _ => "as its name says".to_owned(),
    }
}

fn divided(quota: Quota) -> &'static str {
    match quota {
        Quota::Hare => "the votes by the seats",
        Quota::Droop => "the whole number above the votes by one more than the seats",
        Quota::HagenbachBischoff => "the votes by one more than the seats",
        Quota::Imperiali => "the votes by two more than the seats",
        Quota::ReinforcedImperiali => "the votes by three more than the seats",
        _ => "as its name says",
    }
}

/// The name of a quota alone.
pub(super) fn quota(quota: Quota) -> String {
    let title = Method::LargestRemainder(quota).title();
    title.split(" and ").next().unwrap_or(&title).to_owned()
}
