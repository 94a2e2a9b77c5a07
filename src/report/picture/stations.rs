use super::axes::Axis;
use super::canvas::Canvas;
use super::colour::Paint;
use super::legend::{Entry, Swatch};
use super::{Colour, Frame, PlotError};
use crate::forensics::ElectionFingerprint;
use crate::text::{grouped, in_percent};

/// The election fingerprint of Klimek, Yegorov, Hanel and Thurner (2012): turnout along the bottom, the party's share of the votes
/// up the side, and a square for each whole per cent of both, the lighter the more stations have them.
///
/// ```
/// use sailau::forensics::{Count, ElectionFingerprint};
/// use sailau::report::picture::{Frame, StationsPlot};
///
/// let station = |papers, votes| Count { registered: Some(1_000), papers, valid: papers, votes };
/// let fingerprint = ElectionFingerprint::of([station(600, 240), station(620, 250), station(1_000, 990)]);
/// let frame = Frame::new("Three stations", "Invented.");
/// let svg = StationsPlot { frame, party: "Hill".to_owned(), fingerprint }.svg()?;
/// assert_eq!(svg.matches("% turnout").count(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StationsPlot {
    /// What stands around it.
    pub frame: Frame,
    /// Whose share it is.
    pub party: String,
    /// The stations.
    pub fingerprint: ElectionFingerprint,
}

impl StationsPlot {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, and when there is no station.
    pub fn svg(&self) -> Result<String, PlotError> {
        let most = self.fingerprint.cells().map(|(_, _, stations)| stations).max();
        let most = most.ok_or(PlotError::Empty("no station has a known turnout"))?;
        let mut canvas = self.frame.begin(self)?;
        let axis = |name: String| Axis {
            name,
            low: 0.0,
            high: 100.0,
            label: Some(|number| format!("{number:.0} %")),
        };
        let side = canvas.room().min(560.0);
        let y = axis(format!("Share of {} among the votes", self.party));
        let plane = canvas.axes(side * 0.86, &axis("Turnout".to_owned()), &y)?;
        // From few to many by the square root: a single station is seen beside a hundred.
        let colour = |stations: u32| Colour::of_share((f64::from(stations) / f64::from(most)).sqrt());
        for (turnout, share, stations) in self.fingerprint.cells() {
            let (left, low) = plane.at(turnout as f64, share as f64);
            let (right, high) = plane.at(turnout as f64 + 1.0, share as f64 + 1.0);
            canvas.open("cell", &format!("{turnout} % turnout, {share} % share: {}", grouped(stations)));
            canvas.rect(left, high, right - left, low - high, &format!("fill=\"{}\"", colour(stations)));
            canvas.close();
        }
        self.legend(&mut canvas, most, colour);
        Ok(self.frame.finish(canvas, &self.description()))
    }

    fn legend(&self, canvas: &mut Canvas, most: u32, colour: impl Fn(u32) -> Colour) {
        let mut shown = vec![1, most.div_ceil(4), most];
        shown.dedup();
        let entries: Vec<Entry> = shown
            .into_iter()
            .map(|stations| Entry {
                swatch: Swatch::Box(Paint { colour: colour(stations), pattern: 0 }),
                figure: grouped(stations),
                name: if stations == 1 { "station".to_owned() } else { "stations".to_owned() },
            })
            .collect();
        canvas.legend(&entries);
    }

    fn description(&self) -> String {
        let print = &self.fingerprint;
        let percent = |share: f64| in_percent(share, 1);
        let mut words = format!(
            "{} stations by turnout and share of {}: mean turnout {}, mean share {}.",
            grouped(print.stations),
            self.party,
            percent(print.turnout.0),
            percent(print.share.0)
        );
        if let Some(correlation) = print.correlation {
            words += &format!(" Correlation {correlation:.2}.");
        }
        words + &format!(" Both are 95 % or more in {} stations.", grouped(print.full))
    }
}
