//! Every method in a line.

use sailau::Method;
use sailau::apportion::theory::{Properties, seat_bias};
use sailau::apportion::{Divisor, Quota};

pub(crate) fn page() -> String {
    let line = |cells: [&str; 5]| {
        let [name, leaning, bias, holds, last] = cells;
        format!("{name:<35}  {leaning:<33}  {bias:>4}  {holds}  {last}\n")
    };
    let mut text = line(["name", "leans to", "bias", "holds", "title; where it is used"]);
    for method in &Method::ALL {
        let bias = seat_bias(method, 1, 6, 0.0).map_or("?".to_owned(), |bias| format!("{bias:+.1}"));
        let last = format!("{}; {}", method.title(), place(method));
        text += &line([&method.name(), leaning(method), &bias, &holds(method), &last]);
    }
    text + "
A first divisor or a series of one's own: modified-sainte-lague:1.2, sequence:1,3/2,2
bias   seats that the largest of six parties can expect beyond its exact share; ? where no formula is known
holds  L nobody gets less than its exact share rounded down, U nobody more than rounded up; H nobody loses a seat
       to a larger house, P to votes won, C to a party that joins
"
}

/// `L-HPC`, a letter for each theorem.
fn holds(method: &Method) -> String {
    let Properties { lower_quota, upper_quota, house_monotone, population_monotone, consistent, .. } =
        Properties::of(method);
    let all = [lower_quota, upper_quota, house_monotone, population_monotone, consistent];
    all.into_iter().zip("LUHPC".chars()).map(|(holds, letter)| if holds { letter } else { '-' }).collect()
}

/// Whom a method favours, as the documentation of methods has it.
fn leaning(method: &Method) -> &'static str {
    match method {
        Method::LargestRemainder(Quota::Hare) => "nobody",
        Method::LargestRemainder(Quota::Droop | Quota::HagenbachBischoff) => "the large",
        Method::LargestRemainder(Quota::Imperiali) => "the large, more",
        Method::LargestRemainder(Quota::ReinforcedImperiali) => "the large, most",
        Method::QuotaThenAverages(_) => "the large",
        Method::RelativeRemainder(_) => "the small",
        Method::HighestAverages(divisor) => match divisor {
            Divisor::DHondt | Divisor::Estonian => "the large",
            Divisor::SainteLague => "nobody",
            Divisor::ModifiedSainteLague(_) => "nobody, but a first seat is dear",
            Divisor::Dean | Divisor::HuntingtonHill => "the small, in first seats",
            Divisor::Adams | Divisor::Danish => "the small",
            Divisor::Imperiali => "the large, strongly",
            Divisor::Macanese => "the small, strongly",
            _ => "?",
        },
        Method::BalinskiYoung => "the large",
        Method::Block => "the largest alone",
        _ => "?",
    }
}

/// Where a method is used, in a few words.
fn place(method: &Method) -> &'static str {
    match method {
        Method::LargestRemainder(Quota::Hare) => {
            "Kazakhstan, Russia, Ukraine; US House by the censuses 1850-1890"
        }
        Method::LargestRemainder(Quota::Droop) => "South Africa",
        Method::LargestRemainder(Quota::HagenbachBischoff) => "the unrounded form of Droop's",
        // Italy pooled what whole quotas left, as Czechia does, which has the quota and not this method.
        Method::LargestRemainder(Quota::Imperiali) => {
            "the quota of Italy's Chamber until 1992, which pooled remainders"
        }
        Method::LargestRemainder(Quota::ReinforcedImperiali) => {
            "the quota of Italy's Chamber before 1956 (unverified)"
        }
        Method::QuotaThenAverages(Quota::Hare) => "the Netherlands; D'Hondt's seats",
        Method::QuotaThenAverages(Quota::Droop) => "Switzerland; D'Hondt's seats",
        Method::QuotaThenAverages(_) => "another way to D'Hondt's seats",
        Method::RelativeRemainder(Quota::Hare) => "Lowndes 1822, proposed for the US House",
        Method::RelativeRemainder(_) => "a variant of Lowndes'",
        Method::HighestAverages(divisor) => match divisor {
            Divisor::DHondt => "Spain, Portugal, Poland, Japan, Türkiye",
            Divisor::SainteLague => "Germany, New Zealand, Latvia",
            Divisor::ModifiedSainteLague(_) => "Norway; with 1.2 Sweden since 2018",
            Divisor::Adams => "Japan's prefectures",
            Divisor::Dean => "nowhere",
            Divisor::HuntingtonHill => "US House since 1941",
            Divisor::Danish => "Danish levelling seats, within a region",
            Divisor::Imperiali => "Belgian municipalities",
            Divisor::Macanese => "Macau",
            Divisor::Estonian => "Estonia's compensation mandates",
            _ => "?",
        },
        Method::BalinskiYoung => "nowhere",
        Method::Block => "first past the post; Singapore's groups, US electors",
        _ => "?",
    }
}
