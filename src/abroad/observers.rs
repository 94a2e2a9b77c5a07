use crate::simulate::observers::Placing;

/// A field experiment with observers at random polling stations. Shares are between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ObserverExperiment {
    /// All stations.
    pub stations: u32,
    /// Stations with an observer.
    pub observed: u32,
    /// The leading party's share at observed stations.
    pub share_observed: f64,
    /// How much larger its share was at the others.
    pub difference: f64,
    /// The standard deviation of the honest share between stations. Assumption.
    pub spread: f64,
    /// The share of stations that are tampered with when nobody observes. Assumption.
    pub tampered: f64,
    /// Where the published figures were read, and where the assumptions come from.
    pub source: &'static str,
}

/// Moscow, 4 December 2011: stations, observers, 36 per cent and 11 points as published; that tampering took place
/// at 64 of 100 stations and that honest shares differ by 9 points are assumptions, of the size that Klimek et al.
/// (PNAS 109:16469, 2012) fitted for Russia.
///
/// ```
/// let moscow = sailau::abroad::moscow_2011();
/// assert_eq!((moscow.observed, moscow.stations), (156, 3_164));
/// assert!((moscow.share_observed + moscow.difference - 0.47).abs() < 1e-12);
/// ```
#[must_use]
pub fn moscow_2011() -> ObserverExperiment {
    ObserverExperiment {
        stations: 3_164,
        observed: 156,
        share_observed: 0.36,
        difference: 0.11,
        spread: 0.09,
        tampered: 0.64,
        source: "Enikolopov, Korovkin, Petrova, Sonin and Zakharov, PNAS 110:448, 2013; assumptions after Klimek et al., PNAS \
                 109:16469, 2012",
    }
}

impl ObserverExperiment {
    /// The experiment as a model, in which whoever observed is taken to have deterred all: the share at observed stations is
    /// the honest one, and what makes the difference was added where nobody looked.
    ///
    /// ```
    /// let moscow = sailau::abroad::moscow_2011().placing();
    /// // 36 per cent honest, and 0.11 / 0.64 more at stations that are tampered with.
    /// assert!((moscow.honest + moscow.tampered * moscow.added - 0.47).abs() < 1e-12);
    /// assert_eq!(moscow.deterred, 1.0);
    /// ```
    #[must_use]
    pub fn placing(&self) -> Placing {
        Placing {
            stations: self.stations,
            observed: self.observed,
            honest: self.share_observed,
            spread: self.spread,
            tampered: self.tampered,
            added: self.difference / self.tampered,
            deterred: 1.0,
        }
    }
}
