//! Pictures keep their shape: what is drawn is counted, labels do not meet, and no name breaks out of its text.

#![cfg(feature = "plot")]

use jiff::civil::date;
use proptest::prelude::*;
use roxmltree::{Document, Node};
use sailau::kazakhstan;
use sailau::ranked::Ballots;
use sailau::report::page::{Comparison, Election};
use sailau::report::picture::{
    Colour, Curve, Distribution, Distributions, Frame, Hemicycle, Ladder, Mark, Observed, OldAndNew,
    PartyChange, PartySeats, PlotError, Point, RankedCandidate, RankedStages, Rung, Scatter, SeatsVotes,
    Shade, ThresholdSweep, Tile, TileMap,
};
use sailau::simulate::{Confidence, Histogram, Interval};
use sailau::votes::VotesBuilder;
use sailau::{ElectoralSystem, Outcome, Votes};

const WIDTHS: [u32; 5] = [280, 360, 520, 720, 1200];

/// Names that somebody could give a party to do harm, or just has.
fn hostile() -> Vec<String> {
    let mut names: Vec<String> = [
        "<script>alert(1)</script>",
        "\"quoted\" & 'single' ]]> --> &lt;",
        "nul\u{0} escape\u{1b}[31m turned\u{202e}round \u{ffff}",
        "حزب العمال",
        "人民党",
        "Қазақстан халық партиясы",
        "</text></svg>",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("long ".repeat(40));
    names.push("x".repeat(200));
    names
}

fn frame(width: u32) -> Frame {
    Frame::new("What is shown <b>& where</b>", "Source: \"nobody\" & <i>assumptions</i>.").width(width)
}

fn interval(low: f64, high: f64) -> Option<Interval> {
    Some(Interval { low, high })
}

fn histogram(draws: impl IntoIterator<Item = u32>) -> Histogram {
    let mut histogram = Histogram::new(98);
    draws.into_iter().for_each(|seats| histogram.push(seats));
    histogram
}

/// One of each picture with these names.
fn one_of_each(width: u32, names: &[String]) -> Vec<(&'static str, Result<String, PlotError>)> {
    let n = names.len() as u32;
    let numbered = || names.iter().cloned().zip(0u32..);
    let curves = || -> Vec<Curve> {
        let curve = |(name, i): (String, u32)| {
            let y = |x: f64| (x * f64::from(i + 1) / f64::from(n)).min(1.0);
            let point = |step: u32| {
                let x = f64::from(step) / 20.0;
                Point { x, y: y(x), interval: interval(y(x) * 0.9, y(x) * 1.1) }
            };
            Curve { name, points: (0..=20).map(point).collect(), colour: None }
        };
        numbered().map(curve).collect()
    };
    let hemicycle = Hemicycle {
        frame: frame(width),
        parties: numbered().map(|(name, i)| PartySeats { name, seats: i * 3, colour: None }).collect(),
        tied: 2,
        unfilled: 1,
        rows: None,
    };
    let old_and_new = OldAndNew {
        frame: frame(width),
        old: "old <rules>".to_owned(),
        new: "new rules ".repeat(30),
        parties: numbered()
            .map(|(name, i)| PartyChange { name, old: i * 5, new: 45 - i, colour: None })
            .collect(),
    };
    let row = |(name, i): (String, u32)| Distribution {
        name,
        draws: histogram((0..200).map(|draw| i * 4 + draw % 9 + draw % 5)),
        actual: i.is_multiple_of(2).then_some(i * 5),
        colour: None,
    };
    let distributions = Distributions {
        frame: frame(width),
        axis: "seats <of all>".to_owned(),
        level: Confidence::P95,
        rows: numbered().map(row).collect(),
    };
    let seats_votes = SeatsVotes {
        frame: frame(width),
        curves: curves(),
        observed: numbered()
            .map(|(name, i)| Observed { name, votes: f64::from(i) / 12.0, seats: f64::from(i * i) / 120.0 })
            .collect(),
    };
    let sweep = ThresholdSweep {
        frame: frame(width),
        parties: curves(),
        laws: names.iter().take(6).cloned().zip(0u8..).map(|(name, i)| (f64::from(i) / 40.0, name)).collect(),
    };
    let mark = |(name, i): (String, u32)| Mark {
        name,
        x: f64::from(i % 4) + f64::from(i) / 50.0,
        y: f64::from(i % 3),
        x_interval: interval(f64::from(i % 4) - 0.2, f64::from(i % 4) + 0.5),
        y_interval: None,
        colour: None,
    };
    let scatter = Scatter {
        frame: frame(width),
        x: "along & <across>".to_owned(),
        y: "up".to_owned(),
        equal: true,
        marks: numbered().map(mark).collect(),
    };
    let tile = |(name, i): (String, u32)| Tile {
        label: name.clone(),
        column: i % 5,
        row: i / 5,
        shade: match i % 3 {
            0 => Shade::Number(f64::from(i)),
            1 => Shade::Group(name.clone()),
            _ => Shade::Nothing,
        },
        figure: name.clone(),
        name,
    };
    let map = TileMap {
        frame: frame(width),
        scale: "units <b>".to_owned(),
        colours: vec![(names[1].clone(), Colour { red: 200, green: 10, blue: 10 })],
        tiles: numbered().map(tile).collect(),
    };
    let ranked = |moving: &str| RankedStages {
        frame: frame(width),
        stages: names.iter().map(|name| format!("{moving}{name}")).collect(),
        candidates: numbered()
            .map(|(name, i)| RankedCandidate {
                name,
                votes: (0..n)
                    .map(|stage| if stage < n - i { f64::from(i * 7 + stage) + 0.125 } else { 0.0 })
                    .collect(),
                elected: (i == 0).then_some(n),
                excluded: (i > 0).then_some(n - i + 1),
                colour: None,
            })
            .collect(),
        nontransferable: (0..n).map(f64::from).collect(),
        quota: (0..n).map(|stage| Some(40.0 - f64::from(stage))).collect(),
    };
    let rung = |(name, i): (String, u32)| Rung {
        name,
        value: f64::from(i) / 40.0,
        interval: interval(f64::from(i) / 50.0, f64::from(i) / 30.0),
        marked: i.is_multiple_of(3),
    };
    let ladder =
        Ladder { frame: frame(width), axis: "index <b>".to_owned(), rungs: numbered().map(rung).collect() };
    vec![
        ("ladder", ladder.svg()),
        ("ranked", ranked("").svg()),
        ("ranked, moving", ranked("moves ").animated()),
        ("hemicycle", hemicycle.svg()),
        ("old_and_new", old_and_new.svg()),
        ("distributions", distributions.svg()),
        ("seats_votes", seats_votes.svg()),
        ("sweep", sweep.svg()),
        ("scatter", scatter.svg()),
        ("map", map.svg()),
    ]
}

fn of_class<'a>(document: &'a Document<'a>, class: &str) -> Vec<Node<'a, 'a>> {
    let is = |node: &Node<'_, '_>| {
        node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    };
    document.descendants().filter(is).collect()
}

fn words(node: Node<'_, '_>) -> String {
    let words: String =
        node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    words.trim().to_owned()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or_else(|| panic!("{node:?} has no {name}")).parse().unwrap()
}

/// A box that a line of text fills in a common font, a little less than more: (left, right, top, bottom).
fn place(text: Node<'_, '_>) -> (f64, f64, f64, f64) {
    let size = number(text, "font-size");
    let letter = |c: char| match c {
        'i' | 'l' | 'j' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '(' | ')' | '-' => {
            0.27
        }
        'm' | 'w' | 'M' | 'W' => 0.8,
        c if (c as u32) >= 0x2e80 => 1.0,
        _ => 0.53,
    };
    let wide = words(text).chars().map(letter).sum::<f64>() * size;
    let (x, y) = (number(text, "x"), number(text, "y"));
    let left = match text.attribute("text-anchor") {
        Some("middle") => x - wide / 2.0,
        Some("end") => x - wide,
        _ => x,
    };
    (left, left + wide, y - size * 0.7, y + size * 0.15)
}

/// What holds for every picture.
fn check(name: &str, svg: &str, width: u32) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}\n{svg}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"), "{name}");
    let id = root.attribute("id").unwrap();
    for labelled in root.attribute("aria-labelledby").unwrap().split(' ') {
        let node = document.descendants().find(|node| node.attribute("id") == Some(labelled));
        assert!(node.is_some_and(|node| !words(node).trim().is_empty()), "{name}: {labelled}");
    }
    assert!(words(of_class(&document, "sailau-title")[0]).starts_with("What is shown"), "{name}");
    assert!(words(of_class(&document, "sailau-caption")[0]).starts_with("Source:"), "{name}");

    let (wide, high) = (number(root, "width"), number(root, "height"));
    assert_eq!(wide, f64::from(width), "{name}");
    assert_eq!(root.attribute("viewBox"), Some(&*format!("0 0 {wide} {high}")), "{name}");
    for node in document.descendants().filter(|node| node.is_element()) {
        let allowed = [
            "svg", "title", "desc", "style", "defs", "pattern", "rect", "g", "circle", "line", "path", "text",
        ];
        assert!(allowed.contains(&node.tag_name().name()), "{name}: {node:?}");
        for attribute in node.attributes() {
            assert!(
                !attribute.name().starts_with("on") && !attribute.name().contains("href"),
                "{name}: {node:?}"
            );
            let value = attribute.value();
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}: {node:?}");
            if let Some(reference) = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                assert!(reference.starts_with(id), "{name}: {reference}");
                assert!(document.descendants().any(|node| node.attribute("id") == Some(reference)), "{name}");
            }
            if attribute.name() == "id" {
                assert!(value.starts_with(id), "{name}: {value}");
            }
        }
    }
    // roxmltree knows elements by their namespace: only the local name is compared.
    let texts: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "text").collect();
    assert!(texts.len() > 2, "{name}");
    for (i, &one) in texts.iter().enumerate() {
        let (left, right, top, bottom) = place(one);
        assert!(
            left >= 0.0 && right <= wide && top >= 0.0 && bottom <= high,
            "{name} {width}: outside: {:?}",
            words(one)
        );
        for &other in &texts[..i] {
            let (l, r, t, b) = place(other);
            let apart = right <= l || r <= left || bottom <= t || b <= top;
            assert!(apart, "{name} {width}: {:?} meets {:?}", words(one), words(other));
        }
    }
}

#[test]
fn every_picture_stands_hostile_names_at_every_width() {
    for width in WIDTHS {
        for (name, svg) in one_of_each(width, &hostile()) {
            check(name, &svg.unwrap_or_else(|error| panic!("{name}: {error}")), width);
        }
    }
}

#[test]
fn pictures_are_the_same_every_time_and_ids_are_not() {
    let names = hostile();
    let mut ids = Vec::new();
    for ((name, one), (_, again)) in one_of_each(720, &names).into_iter().zip(one_of_each(720, &names)) {
        let (one, again) = (one.unwrap(), again.unwrap());
        assert_eq!(one, again, "{name}");
        let id = Document::parse(&one).unwrap().root_element().attribute("id").unwrap().to_owned();
        assert!(!ids.contains(&id), "{name}");
        ids.push(id);
    }
    // A given id is kept, without what could end an attribute.
    let named = Hemicycle {
        frame: frame(360).id("house-\"1\"<"),
        parties: Vec::new(),
        tied: 1,
        unfilled: 0,
        rows: None,
    };
    assert!(named.svg().unwrap().contains(" id=\"house-1\" "));
}

fn parties(seats: &[u32]) -> Vec<PartySeats> {
    let party = |(i, &seats): (usize, &u32)| PartySeats { name: format!("Party {i}"), seats, colour: None };
    seats.iter().enumerate().map(party).collect()
}

fn house(width: u32, seats: &[u32]) -> Result<String, PlotError> {
    Hemicycle { frame: frame(width), parties: parties(seats), tied: 0, unfilled: 0, rows: None }.svg()
}

#[test]
fn a_hemicycle_has_a_dot_a_seat_and_names_every_party_once() {
    let forty: Vec<u32> = (1..=40).collect();
    for width in WIDTHS {
        for seats in [&[1][..], &[98], &[76, 12, 10], &[0, 3], &forty] {
            let svg = house(width, seats).unwrap();
            check("hemicycle", &svg, width);
            let document = Document::parse(&svg).unwrap();
            let dots = |node: Node<'_, '_>| {
                node.descendants().filter(|node| node.tag_name().name() == "circle").count() as u32
            };
            let all = of_class(&document, "sailau-seats");
            assert_eq!(dots(all[0]), seats.iter().sum::<u32>());
            let groups: Vec<u32> = of_class(&document, "sailau-party").into_iter().map(dots).collect();
            let seated: Vec<u32> = seats.iter().copied().filter(|&seats| seats > 0).collect();
            assert_eq!(groups, seated);
            let names: Vec<String> = of_class(&document, "sailau-name").into_iter().map(words).collect();
            let expected: Vec<String> = (0..seats.len()).map(|i| format!("Party {i}")).collect();
            assert_eq!(names, expected);
        }
    }
}

#[test]
fn parties_sit_together_and_paints_differ() {
    let svg = house(720, &[5; 40]).unwrap();
    let document = Document::parse(&svg).unwrap();
    let mut paints = Vec::new();
    for party in of_class(&document, "sailau-party") {
        let fills: Vec<_> = party.children().filter_map(|node| node.attribute("fill")).collect();
        assert!(fills.len() == 5 && fills.iter().all(|fill| *fill == fills[0]));
        assert!(!paints.contains(&fills[0]), "{} twice", fills[0]);
        paints.push(fills[0]);
    }
    assert_eq!(paints.len(), 40);
}

#[test]
fn seats_of_nobody_are_dots_too() {
    let votes = Votes::list([("A", 50), ("B", 50), ("C", 1)]).unwrap();
    let rules = "name = \"T\"\n[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\n";
    let outcome = ElectoralSystem::from_toml(rules).unwrap().count(&votes).unwrap();
    let picture = Hemicycle::of(frame(360), &outcome);
    assert_eq!((picture.tied, picture.unfilled), (1, 0));
    let svg = picture.svg().unwrap();
    assert_eq!(svg.matches("<circle").count(), 5);
    assert!(svg.contains("(tied)"));
    // Single-member seats whose votes are not published.
    let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes().allow_uncounted();
    let outcome = kazakhstan::law_on(date(2023, 3, 19)).unwrap().value.count(&votes).unwrap();
    let svg = Hemicycle::of(frame(360), &outcome).svg().unwrap();
    assert_eq!(svg.matches("<circle").count(), 98);
    assert!(svg.contains("(not filled)"));
}

#[test]
fn a_given_colour_is_used() {
    let mut house =
        Hemicycle { frame: frame(360), parties: parties(&[3, 2]), tied: 0, unfilled: 0, rows: None };
    house.parties[1].colour = Some("#00afca".parse().unwrap());
    assert_eq!(house.svg().unwrap().matches("fill=\"#00afca\"").count(), 2 + 1);
}

#[test]
fn changes_are_written_with_their_sign() {
    let rules = |threshold: u32| -> Outcome {
        let text = format!(
            "name = \"T\"\n[[tier]]\nname = \"list\"\nseats = 20\nmethod = \"hare\"\n\
             threshold = {{ at_least = \"{threshold}%\", of = \"valid votes\" }}\n"
        );
        let votes = Votes::list([("A", 60), ("B", 34), ("C", 6)]).unwrap();
        ElectoralSystem::from_toml(&text).unwrap().count(&votes).unwrap()
    };
    let picture = OldAndNew::of(frame(360), ("10 %", &rules(10)), ("5 %", &rules(5)));
    let change = |party: &PartyChange| (party.name.clone(), i64::from(party.new) - i64::from(party.old));
    let changes: Vec<_> = picture.parties.iter().map(change).collect();
    assert_eq!(changes, [("A".to_owned(), -1), ("B".to_owned(), 0), ("C".to_owned(), 1)]);
    let svg = picture.svg().unwrap();
    for words in [">−1<", ">±0<", ">+1<"] {
        assert_eq!(svg.matches(words).count(), 1, "{words}");
    }

    // The same through a sweep: one curve for each, at both thresholds.
    let outcomes = [(0.10, rules(10)), (0.05, rules(5))];
    let sweep = ThresholdSweep::of(frame(360), &outcomes);
    let seats: Vec<Vec<f64>> =
        sweep.parties.iter().map(|curve| curve.points.iter().map(|point| point.y).collect()).collect();
    assert_eq!(seats, [[13.0, 12.0], [7.0, 7.0], [0.0, 1.0]]);
}

#[test]
fn distributions_say_their_interval_and_what_lies_beyond() {
    let mut beyond = Histogram::new(10);
    [9, 10, 11, 12].into_iter().for_each(|seats| beyond.push(seats));
    let row = |name: &str, draws| Distribution { name: name.to_owned(), draws, actual: None, colour: None };
    let picture =
        |rows| Distributions { frame: frame(720), axis: "seats".to_owned(), level: Confidence::P95, rows };
    let svg = picture(vec![row("A", beyond)]).svg().unwrap();
    assert!(svg.contains("median 10, 95 %: 9 to over 10"), "{svg}");
    check("one", &svg, 720);
    // All draws the same.
    let svg = picture(vec![row("A", histogram([7; 9])), row("B", histogram([0; 9]))]).svg().unwrap();
    assert!(svg.contains("median 7, 95 %: 7 to 7"));
    check("level", &svg, 720);
    // Many numbers share a bar, and none is lost: the path is no longer than the picture is wide.
    let mut wide = Histogram::new(50_000);
    (0..=50_000).for_each(|seats| wide.push(seats));
    let svg = picture(vec![row("A", wide)]).svg().unwrap();
    assert!(svg.len() < 40_000, "{}", svg.len());
    let mut far = row("A", histogram([3]));
    far.actual = Some(u32::MAX);
    assert!(matches!(picture(vec![far]).svg(), Err(PlotError::TooMany { .. })));
    assert!(matches!(picture(vec![row("A", histogram([]))]).svg(), Err(PlotError::Empty(_))));
}

#[test]
fn crowded_points_are_numbered_and_named_in_a_legend() {
    let mark = |i: u32, step: f64| Mark {
        name: format!("Law of {}", 1990 + i),
        x: f64::from(i) * step,
        y: f64::from(i) * step,
        x_interval: None,
        y_interval: None,
        colour: None,
    };
    let picture = |step: f64| Scatter {
        frame: frame(720),
        x: "x".to_owned(),
        y: "y".to_owned(),
        equal: false,
        marks: (0..9).map(|i| mark(i, step)).collect(),
    };
    let spread = picture(1.0).svg().unwrap();
    assert!(!spread.contains("sailau-legend"));
    let crowded = picture(0.0).svg().unwrap();
    let document = Document::parse(&crowded).unwrap();
    let names: Vec<String> = of_class(&document, "sailau-name").into_iter().map(words).collect();
    assert_eq!(names, (0..9).map(|i| format!("Law of {}", 1990 + i)).collect::<Vec<_>>());
}

#[test]
fn numbers_without_a_place_and_axes_without_a_span_do_no_harm() {
    let mark = |x: f64, y: f64| Mark {
        name: format!("{x:e} {y:e}"),
        x,
        y,
        x_interval: None,
        y_interval: None,
        colour: None,
    };
    let svg = |marks: Vec<Mark>| {
        let (x, y) = ("x".to_owned(), "y".to_owned());
        Scatter { frame: frame(720), x, y, equal: true, marks }.svg()
    };
    for bad in [f64::NAN, f64::INFINITY, -1e13] {
        assert!(matches!(svg(vec![mark(bad, 0.0)]), Err(PlotError::OffAxis { .. })), "{bad}");
    }
    for good in [0.0, 1e12, -1e12, 1e-300, 0.1 + 0.2] {
        check("scatter", &svg(vec![mark(good, good)]).unwrap(), 720);
        check("scatter", &svg(vec![mark(good, good), mark(good * 0.5 + 1e-9, 1e12)]).unwrap(), 720);
    }
}

/// Burlington 2009: the bars are the rounds, and moving ones come to rest where the others stand.
#[test]
fn stages_of_ranked_ballots_are_bars() {
    let folder = "tests/world/us_burlington_2009";
    let rules = ElectoralSystem::open("tests/ranked/rules/burlington.toml").unwrap();
    let ballots = std::fs::File::open(format!("{folder}/ballots.csv")).unwrap();
    let names = ["Progressive", "Republican", "Democrat", "Independent", "Green", "Write-ins"];
    let mut votes = VotesBuilder::default();
    let stand = names.map(|name| (None, name));
    votes.ranked("mayor", None, &stand, Ballots::read(6, ballots).unwrap()).unwrap();
    let outcome = rules.count(&votes.build().unwrap()).unwrap();
    let (_, _, counted) = outcome.ranked_counts().next().unwrap();
    for width in WIDTHS {
        let picture = RankedStages::of(frame(width), counted);
        let order: Vec<_> = picture.candidates.iter().map(|own| own.name.as_str()).collect();
        assert_eq!(order[..3], ["Progressive", "Republican", "Democrat"]);
        let (still, moving) = (picture.svg().unwrap(), picture.animated().unwrap());
        check("ranked", &still, width);
        check("ranked, moving", &moving, width);
        let document = Document::parse(&still).unwrap();
        let bars = of_class(&document, "sailau-candidate");
        assert_eq!(bars.len(), 7);
        let said = words(bars[0].children().find(|node| node.tag_name().name() == "title").unwrap());
        assert_eq!(said, "Progressive: 2,585, then 2,981, then 4,313; elected, stage 3");
        // First preferences and two gains, each as long as its votes.
        let gains = of_class(&document, "sailau-gain");
        let wide = |node: &Node<'_, '_>| {
            node.children()
                .find(|node| node.tag_name().name() == "rect")
                .map(|rect| number(rect, "width"))
                .unwrap()
        };
        assert!((wide(&gains[0]) / wide(&gains[2]) - 2_585.0 / 1_332.0).abs() < 1e-2);
        assert!(still.contains("quota or majority 4,188"));
        // Each bar, the line of the quota and the mark in the list move; style alone moves them.
        assert_eq!(moving.matches("@keyframes").count(), 9);
        assert!(moving.contains("prefers-reduced-motion:no-preference") && !still.contains("@keyframes"));
    }
}

#[test]
fn stages_that_cannot_be_drawn_are_refused() {
    let one = |name: &str, votes: f64| RankedCandidate {
        name: name.to_owned(),
        votes: vec![votes],
        elected: None,
        excluded: None,
        colour: None,
    };
    let picture = |candidates| RankedStages {
        frame: frame(720),
        stages: vec![String::new()],
        candidates,
        nontransferable: vec![0.0],
        quota: Vec::new(),
    };
    assert!(matches!(picture(vec![one("A", 0.0)]).svg(), Err(PlotError::Empty(_))));
    assert!(matches!(picture(vec![one("A", f64::NAN)]).animated(), Err(PlotError::OffAxis { .. })));
    let twice = picture(vec![one("A", 1.0), one("A", 2.0)]).svg();
    assert_eq!(twice, Err(PlotError::NamedTwice("A".to_owned())));
    let many = picture((0..61).map(|number| one(&number.to_string(), 1.0)).collect()).svg();
    assert!(matches!(many, Err(PlotError::TooMany { what: "candidates", .. })));
    let mut long = picture(vec![one("A", 1.0)]);
    long.stages = vec!["again".to_owned(); 151];
    assert!(matches!(long.svg(), Err(PlotError::TooMany { what: "stages", .. })));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(matches!(house(720, &[]), Err(PlotError::Empty(_))));
    assert!(matches!(house(720, &[0, 0]), Err(PlotError::Empty(_))));
    assert!(matches!(house(720, &[u32::MAX, u32::MAX]), Err(PlotError::TooMany { .. })));
    assert_eq!(house(100, &[1]), Err(PlotError::Width(100)));
    assert_eq!(house(5000, &[1]), Err(PlotError::Width(5000)));
    let twice = [parties(&[1]), parties(&[1])].concat();
    let picture = |frame, parties| Hemicycle { frame, parties, tied: 0, unfilled: 0, rows: None };
    assert_eq!(picture(frame(720), twice).svg(), Err(PlotError::NamedTwice("Party 0".to_owned())));
    assert_eq!(picture(Frame::new(" ", "c"), parties(&[1])).svg(), Err(PlotError::NoTitle));
    assert_eq!(picture(Frame::new("t", ""), parties(&[1])).svg(), Err(PlotError::NoCaption));
    let tile = |name: &str| Tile {
        name: name.to_owned(),
        label: String::new(),
        column: 1,
        row: 2,
        shade: Shade::Nothing,
        figure: String::new(),
    };
    let map = |tiles| TileMap { frame: frame(720), scale: String::new(), colours: Vec::new(), tiles };
    let error = map(vec![tile("A"), tile("B")]).svg().unwrap_err();
    assert_eq!(error.to_string(), "\"A\" and \"B\" are both in column 1, row 2 of the map");
    let far = Tile { column: u32::MAX, row: u32::MAX, ..tile("A") };
    assert!(matches!(map(vec![far]).svg(), Err(PlotError::TooMany { .. })));
    assert!(matches!(map(Vec::new()).svg(), Err(PlotError::Empty(_))));
}

#[test]
fn the_map_of_kazakhstan_has_every_region() {
    for (day, regions) in [(date(2016, 3, 20), 16), (date(2021, 1, 10), 17), (date(2023, 3, 19), 20)] {
        let tiles = kazakhstan::tiles_on(day).unwrap().into_iter().map(|(region, place)| {
            let shade = Shade::Group(format!("{:?}", region.kind));
            Tile::new(&region.name, &place.label, (place.column, place.row), shade, "")
        });
        let svg = TileMap::new(frame(360), "", tiles).svg().unwrap();
        check("map", &svg, 360);
        let document = Document::parse(&svg).unwrap();
        assert_eq!(of_class(&document, "sailau-tile").len(), regions);
        assert_eq!(of_class(&document, "sailau-name").len(), 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the words and the numbers, there is a well-formed document or a refusal.
    #[test]
    fn no_input_panics(
        title in any::<String>(),
        names in proptest::collection::vec(any::<String>(), 0..9),
        numbers in proptest::collection::vec(any::<f64>(), 36),
        small in proptest::collection::vec(-1.0..1e3f64, 36),
        seats in proptest::collection::vec(any::<u32>(), 9),
        width in 0..5000u32,
    ) {
        let frame = || Frame::new(title.clone(), title.clone()).width(width);
        let mut documents = Vec::new();
        for numbers in [&numbers, &small] {
            let point = |at: usize| Point { x: numbers[at], y: numbers[at + 1], interval: interval(numbers[at + 2], numbers[at + 3]) };
            let curve = |(i, name): (usize, &String)| Curve {
                name: name.clone(),
                points: vec![point(i * 4), point((i * 4 + 4) % 32)],
                colour: None,
            };
            let curves: Vec<Curve> = names.iter().enumerate().map(curve).collect();
            let observed = names.iter().zip(numbers.chunks(2));
            let observed = observed.map(|(name, at)| Observed { name: name.clone(), votes: at[0], seats: at[1] }).collect();
            documents.push(SeatsVotes { frame: frame(), curves: curves.clone(), observed }.svg());
            let laws = names.iter().zip(numbers).take(8).map(|(name, &at)| (at, name.clone())).collect();
            documents.push(ThresholdSweep { frame: frame(), parties: curves, laws }.svg());
            let mark = |(i, name): (usize, &String)| {
                let Point { x, y, interval } = point(i * 4);
                Mark { name: name.clone(), x, y, x_interval: interval, y_interval: interval, colour: None }
            };
            let marks = names.iter().enumerate().map(mark).collect();
            documents.push(Scatter { frame: frame(), x: title.clone(), y: title.clone(), equal: true, marks }.svg());
            let tile = |(i, name): (u32, &String)| Tile {
                name: name.clone(),
                label: name.clone(),
                column: i,
                row: seats[i as usize] % 7,
                shade: Shade::Number(numbers[i as usize]),
                figure: title.clone(),
            };
            let tiles = (0..).zip(&names).map(tile).collect();
            documents.push(TileMap { frame: frame(), scale: title.clone(), colours: Vec::new(), tiles }.svg());
        }
        for most in [u32::MAX, 200] {
            let all = names.iter().cloned().zip(seats.iter().map(|&seats| seats % most));
            let parties = all.clone().map(|(name, seats)| PartySeats { name, seats, colour: None }).collect();
            documents.push(Hemicycle { frame: frame(), parties, tied: 1, unfilled: 0, rows: None }.svg());
            let parties = all.clone().map(|(name, new)| PartyChange { name, old: 7, new, colour: None }).collect();
            documents.push(OldAndNew { frame: frame(), old: title.clone(), new: title.clone(), parties }.svg());
            let rows = all.map(|(name, seats)| Distribution {
                name,
                draws: histogram([seats, seats / 2, 3]),
                actual: Some(seats),
                colour: None,
            });
            let (axis, level) = (title.clone(), Confidence::P99);
            documents.push(Distributions { frame: frame(), axis, level, rows: rows.collect() }.svg());
        }
        for svg in documents.into_iter().flatten() {
            let parsed = Document::parse(&svg);
            prop_assert!(parsed.is_ok(), "{:?}\n{}", parsed.err(), svg);
            prop_assert!(!svg.contains("NaN") || title.contains("NaN") || names.iter().any(|name| name.contains("NaN")));
        }
    }
}

/// Counts go in steps, means slope; of many bands only the edges are drawn, so that none hides another.
#[test]
fn a_drawn_sweep_slopes_and_its_bands_can_be_read() {
    let day = date(2023, 3, 19);
    let vary = r#"vary = [{ set = "list.threshold.at_least", from = "0%", to = "10%", step = "5%" }]"#;
    let sweep = sailau::reform::Sweep::from_toml(vary).unwrap();
    let model = kazakhstan::electorate(day).unwrap().electorate.compile().unwrap();
    let run = sailau::simulate::Run::from_seed(1).draws(300);
    let drawn = sweep.drawn(kazakhstan::law_on(day).unwrap().value, model, &run).unwrap();
    let picture = ThresholdSweep::of_drawn(frame(720), &drawn).unwrap();
    assert!(picture.parties.len() > 3 && picture.parties.iter().all(|curve| curve.points.len() == 3));
    // A party that nobody votes for is named below, and has no line.
    let mut more = drawn.clone();
    more.ensemble.summary.parties.push("Nobody".to_owned());
    let with_nobody = ThresholdSweep::of_drawn(frame(720), &more).unwrap();
    assert_eq!(with_nobody.parties, picture.parties);
    assert!(with_nobody.frame.caption.ends_with("Left out, with less than half a seat everywhere: Nobody."));
    let edges = |svg: &str| svg.matches("stroke-dasharray=\"2 3\"").count();
    let filled = |svg: &str| svg.matches("fill-opacity=\"0.2\"").count();
    let svg = picture.svg().unwrap();
    assert_eq!((edges(&svg), filled(&svg)), (2 * picture.parties.len(), 0));
    let few = ThresholdSweep { parties: picture.parties[..2].to_vec(), ..picture.clone() };
    let svg = few.svg().unwrap();
    assert_eq!((edges(&svg), filled(&svg)), (0, 2));
    // In steps a line has a corner more for each rise. One interval makes no band.
    let corners = |keep: usize| {
        let points = picture.parties[0].points.iter().enumerate();
        let points =
            points.map(|(at, point)| Point { interval: point.interval.filter(|_| at < keep), ..*point });
        let curve = Curve { points: points.collect(), ..picture.parties[0].clone() };
        ThresholdSweep { parties: vec![curve], ..picture.clone() }.svg().unwrap().matches('L').count()
    };
    assert!(corners(0) > corners(1), "{} and {}", corners(0), corners(1));
}

/// The page of any rules and votes: well-formed as XML too, every id once, and whatever the names only text.
#[test]
fn a_page_is_well_formed_whatever_the_names() {
    let hostile = hostile();
    let rules = |seats: u32, threshold: &str| {
        let text = format!(
            "name = \"<T> & 'x'\"\n[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"hare\"\n\
             threshold = {{ {threshold}, of = \"valid votes\" }}\n"
        );
        ElectoralSystem::from_toml(&text).unwrap()
    };
    // Control characters are refused where votes are read.
    let names = hostile.iter().map(|name| name.replace(char::is_control, "?")).enumerate();
    let rows = names.map(|(at, name)| (format!("{at} {name}"), 100 - 7 * at as u64));
    let votes = Votes::list(rows).unwrap();
    let rules = vec![
        ("<old>".to_owned(), rules(20, "at_least = '3%'")),
        ("new \u{1b}[31m\"&".to_owned(), rules(50, "more_than = '8%'")),
    ];
    let outcomes = rules.iter().map(|(_, rules)| rules.count(&votes).unwrap()).collect();
    let mut comparison = Comparison {
        title: "</title><script>alert(1)</script>".to_owned(),
        lead: hostile.clone(),
        rules,
        elections: vec![Election { name: "<e>".to_owned(), source: "\u{0}<s>".to_owned(), votes, outcomes }],
        drawn: None,
        scale: None,
        sources: vec!["see (https://example.org/?a=1&b=\"<2>\"), and javascript:x".to_owned()],
    };
    let page = comparison.page().unwrap();
    let html = page.finish();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = Document::parse_with_options(&html, options).unwrap();
    let mut ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let known = |name: &str| document.descendants().any(|node| node.tag_name().name() == name);
    assert!(known("table") && known("svg") && known("details") && !known("script") && !known("b"));
    let links: Vec<_> = document.descendants().filter_map(|node| node.attribute("href")).collect();
    assert!(links.iter().all(|link| link.starts_with('#') || link.starts_with("https://")), "{links:?}");
    for link in links.iter().filter_map(|link| link.strip_prefix('#')).filter(|link| link.starts_with('s')) {
        assert!(ids.contains(&link), "{link}");
    }
    // Two houses, a change, and the thresholds of a law that asks for more than a share.
    assert_eq!(page.pictures().len(), 4);
    assert!(!html.contains("cannot be tried"));
    // What is missing is said.
    comparison.elections[0].outcomes.pop();
    let error = comparison.page().unwrap_err();
    assert_eq!(error.to_string(), "<e>: 1 counts for 2 sets of rules; give one for each");
    comparison.elections.clear();
    assert!(comparison.page().is_err());
}
