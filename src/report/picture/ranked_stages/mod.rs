//! Ranked ballots, stage by stage: bars that say where votes came from, and the same bars moving.

mod motion;
mod row;

use super::canvas::{Anchor, Canvas, Letters, Role, path};
use super::colour::{GREY, Paint, paints};
use super::frame::MARGIN;
use super::text::{clean, width, wrap};
use super::{Colour, Frame, PlotError, named_once, on_axis};
use crate::system::protocol::{StageLine, StagesStep};
use motion::Motion;
use row::{BAR, GONE, LATER, Row, Scale, figure};

/// A candidate of ranked ballots.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedCandidate {
    /// The name.
    pub name: String,
    /// Votes at the end of each stage; none where there are fewer than stages.
    pub votes: Vec<f64>,
    /// The stage of the election, from 1; none for who is not elected.
    pub elected: Option<u32>,
    /// The stage of the exclusion, from 1; none for who stands to the end.
    pub excluded: Option<u32>,
    /// Its colour; none for the next of a palette.
    pub colour: Option<Colour>,
}

/// Ranked ballots, stage by stage: a bar for each candidate, with the votes that came at each stage and those that went on.
///
/// ```
/// use sailau::ranked::Ballots;
/// use sailau::report::picture::{Frame, RankedStages};
/// use sailau::system::ElectoralSystem;
/// use sailau::votes::VotesBuilder;
///
/// let rules = ElectoralSystem::from_toml(
///     "name = 'A mayor'\n[[tier]]\nname = 'mayor'\nseats = 1\nmethod = 'instant run-off'\n",
/// )?;
/// let ballots = Ballots::read(3, "count,preferences\n45,1>2\n35,2>3\n20,3>2\n".as_bytes())?;
/// let mut votes = VotesBuilder::default();
/// votes.ranked("mayor", None, &[(None, "Asel"), (None, "Bota"), (None, "Dana")], ballots)?;
/// let outcome = rules.count(&votes.build()?)?;
/// let (_, _, counted) = outcome.ranked_counts().next().unwrap();
/// let picture = RankedStages::of(Frame::new("A mayor is elected", "Votes made up."), counted);
/// assert!(picture.svg()?.contains("Bota: 35, then 55; elected, stage 2"));
/// // The same stage after stage, moving without a script.
/// assert!(picture.animated()?.contains("@keyframes"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RankedStages {
    /// What stands around it.
    pub frame: Frame,
    /// What was done at each stage, in words.
    pub stages: Vec<String>,
    /// The candidates from top to bottom.
    pub candidates: Vec<RankedCandidate>,
    /// Votes of papers that go on to nobody, at the end of each stage; with what cuts lost.
    pub nontransferable: Vec<f64>,
    /// The quota or majority at the end of each stage; none where there is none.
    pub quota: Vec<Option<f64>>,
}

/// More candidates or stages than this are a table.
const MOST_CANDIDATES: usize = 60;
const MOST_STAGES: usize = 150;
/// The row of papers that go on to nobody.
const NOBODY: &str = "(not transferable)";
/// Where the words of a stage begin, after its number.
const INDENT: f64 = 34.0;

impl RankedStages {
    /// The stages that a record has. Candidates come in the order of their election, then those who stand to the end, then the
    /// excluded, the last first.
    #[must_use]
    pub fn of(frame: Frame, counted: &StagesStep) -> Self {
        // Figures of a statute are decimals.
        let figure = |text: &str| text.parse().unwrap_or(f64::NAN);
        let stages = &counted.stages;
        let at = |number: u32, who: fn(&StageLine) -> &[String]| {
            let number = number.to_string();
            stages.iter().find(|stage| who(stage).contains(&number)).map(|stage| stage.stage)
        };
        let votes = |number: u32| {
            let votes = stages.iter().map(|stage| stage.votes.get(&number));
            votes.map(|votes| votes.map_or(0.0, |votes| figure(votes))).collect()
        };
        let candidate = |(number, name): (u32, &String)| RankedCandidate {
            name: name.clone(),
            votes: votes(number),
            elected: at(number, |stage| &stage.elected),
            excluded: at(number, |stage| &stage.excluded),
            colour: None,
        };
        let mut candidates: Vec<RankedCandidate> = (1..).zip(&counted.candidates).map(candidate).collect();
        candidates.sort_by(|one, other| {
            let last = |own: &RankedCandidate| own.votes.last().copied().unwrap_or(0.0);
            let order = |own: &RankedCandidate| {
                let stays = own.excluded.map_or(0, |stage| u32::MAX - stage);
                (own.elected.unwrap_or(u32::MAX), stays)
            };
            order(one).cmp(&order(other)).then(last(other).total_cmp(&last(one)))
        });
        let of_nobody = |stage: &StageLine| figure(&stage.nontransferable) + figure(&stage.lost);
        Self {
            frame,
            stages: stages.iter().map(|stage| stage.does.clone()).collect(),
            candidates,
            nontransferable: stages.iter().map(of_nobody).collect(),
            quota: stages.iter().map(|stage| stage.quota.as_deref().map(figure)).collect(),
        }
    }

    /// Draws it, for print and for the page: each bar has the first preferences, what came later, and what went on.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no vote or a number that has
    /// no place on an axis, when there are more than 60 candidates or 150 stages, and when two have one name.
    pub fn svg(&self) -> Result<String, PlotError> {
        self.drawn(false)
    }

    /// Draws it moving: bars grow and shrink from stage to stage, and a mark goes down the list of stages. Style sheets do it: no
    /// script. It stands still in print, for readers who want little motion, and while somebody points at it.
    ///
    /// # Errors
    ///
    /// As [`svg`](Self::svg).
    pub fn animated(&self) -> Result<String, PlotError> {
        self.drawn(true)
    }

    fn drawn(&self, moving: bool) -> Result<String, PlotError> {
        self.check()?;
        let nobody = RankedCandidate {
            name: NOBODY.to_owned(),
            votes: self.nontransferable.clone(),
            elected: None,
            excluded: None,
            colour: Some(GREY),
        };
        let all = || self.candidates.iter().chain([&nobody]);
        let rows: Vec<Row> = all().map(|own| Row::of(own, self.stages.len())).collect();
        let quota = self.quota.last().copied().flatten().filter(|quota| *quota > 0.0);
        // A line that moves stays on the picture where it was higher before.
        let quotas = self.quota.iter().copied().flatten().filter(|_| moving);
        let most = rows.iter().map(|row| row.most).chain(quota).chain(quotas).fold(0.0, f64::max);
        if rows.iter().all(|row| row.most == 0.0) {
            return Err(PlotError::Empty("no candidate has a vote"));
        }
        let mut canvas = self.frame.begin(&(self, moving))?;
        key(&mut canvas);
        let paints = paints(&all().map(|own| own.colour).collect::<Vec<_>>());
        let scale = Scale::of(&canvas, &rows, most);
        canvas.y += if quota.is_some() { canvas.body_size() * 1.7 } else { 4.0 };
        let mut motion = moving.then(|| Motion::new(&canvas, self.stages.len()));
        let mut bars = Vec::new();
        canvas.open("candidates", "");
        for (row, &paint) in rows.iter().zip(&paints) {
            bars.push(row.draw(&mut canvas, &scale, paint, motion.as_mut()));
        }
        canvas.close();
        if let Some(last) = quota {
            let before: Vec<f64> = self.quota.iter().map(|quota| quota.unwrap_or(last)).collect();
            scale.quota(&mut canvas, &before, &bars, motion.as_mut());
        }
        self.list(&mut canvas, motion.as_mut());
        if let Some(motion) = motion {
            canvas.add_style(&motion.style());
        }
        Ok(self.frame.finish(canvas, &self.description(&rows)))
    }

    fn check(&self) -> Result<(), PlotError> {
        for (what, count, most) in [
            ("candidates", self.candidates.len(), MOST_CANDIDATES),
            ("stages", self.stages.len(), MOST_STAGES),
        ] {
            if count > most {
                return Err(PlotError::TooMany { what, count: count as u64, most: most as u64 });
            }
        }
        named_once(self.candidates.iter().map(|own| own.name.as_str()).chain([NOBODY]))?;
        for own in &self.candidates {
            on_axis(&own.name, &own.votes)?;
        }
        on_axis(NOBODY, &self.nontransferable)?;
        on_axis("quota", &self.quota.iter().flatten().copied().collect::<Vec<_>>())
    }

    /// What was done at each stage, one below the other.
    fn list(&self, canvas: &mut Canvas, mut motion: Option<&mut Motion>) {
        let size = canvas.body_size() - 1.0;
        let first = canvas.y + size;
        let mut marks = Vec::new();
        canvas.y += 8.0;
        canvas.open("stages", "");
        for (number, does) in (1..).zip(&self.stages) {
            let y = canvas.y + size;
            marks.push(y - first);
            let letters = Letters::new(Role::Soft, size).anchor(Anchor::End);
            canvas.text(MARGIN + INDENT - 8.0, y, letters, &number.to_string());
            for line in wrap(&clean(does), size, canvas.room() - INDENT) {
                canvas.text(MARGIN + INDENT, canvas.y + size, Letters::new(Role::Soft, size), &line);
                canvas.y += size * 1.4;
            }
        }
        canvas.close();
        if let (Some(motion), Some(last)) = (motion.as_mut(), marks.last()) {
            let (x, y) = (MARGIN, first + last - size * 0.36);
            let corners = [(x, y - 4.5), (x + 7.0, y), (x, y + 4.5)];
            let id = motion.shift("mark", &marks.iter().map(|mark| (0.0, mark - last)).collect::<Vec<_>>());
            canvas.path(&format!("{}Z", path(corners)), &format!("{id} {}", Canvas::plain(Role::Ink)));
        }
    }

    fn description(&self, rows: &[Row]) -> String {
        let mut words = format!("Ranked ballots in {} stages.", self.stages.len());
        if let Some(quota) = self.quota.last().copied().flatten() {
            words += &format!(" Quota or majority: {}.", figure(quota));
        }
        for row in rows {
            words += &format!(" {}.", row.words);
        }
        for (number, does) in (1..).zip(&self.stages) {
            words += &format!(" Stage {number}: {does}.");
        }
        words
    }
}

/// What parts of a bar mean.
fn key(canvas: &mut Canvas) {
    const BOX: f64 = 22.0;
    let size = canvas.body_size();
    let mut x = MARGIN;
    for (words, style) in [("first preferences", ""), ("came later", LATER), ("went on to others", GONE)] {
        let wide = BOX + 8.0 + width(words, size) + 18.0;
        if x + wide - 18.0 > canvas.width - MARGIN && x > MARGIN {
            x = MARGIN;
            canvas.y += size * 1.5;
        }
        let fill = canvas.fill(Paint { colour: GREY, pattern: 0 });
        canvas.rect(x, canvas.y + size * 0.7 - BAR / 2.0 + 1.0, BOX, BAR - 2.0, &format!("{fill}{style}"));
        canvas.text(x + BOX + 8.0, canvas.y + size, Letters::new(Role::Ink, size), words);
        x += wide;
    }
    canvas.y += size * 1.6;
}
