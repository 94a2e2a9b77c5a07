//! The book of the rules file under `docs`, as documentation: a page a stage, from easy to hard.

/// The module of the book, a module a page. Pages link to each other by the names of their files, which here are those of
/// modules; a definition in front of a page goes before the one at its end.
macro_rules! book {
    (of $pages:tt) => { book! { $pages $pages } };
    ([$($label:ident)*] $pages:tt) => {
        $(#[doc = concat!("[", stringify!($label), "]: crate::rules_reference::", stringify!($label))])*
        #[doc = ""]
        #[doc = include_str!("../docs/rules.md")]
        pub mod rules_reference {
            book! { each $pages $pages }
        }
    };
    (each [$($page:ident)*] $pages:tt) => { $(book! { page $page $pages })* };
    (page $page:ident [$($label:ident)*]) => {
        $(#[doc = concat!("[", stringify!($label), "]: crate::rules_reference::", stringify!($label))])*
        #[doc = "[file of districts]: crate::rules_reference::votes#the-file-of-districts"]
        #[doc = ""]
        #[doc = include_str!(concat!("../docs/rules/", stringify!($page), ".md"))]
        pub mod $page {}
    };
}

book! { of [
    first_file tiers list_tiers candidates several_votes ranked votes ties against_all threshold mistakes
    turnout bounds absolute_majority bonus exhausted quota alliances weight guaranteed first_seat sole_qualifier district_seats open_list
    linkage transfer subtraction held_seats remainders claims compensation levelling placement biproportional
    cookbook citations examples forms collection not_yet
] }
