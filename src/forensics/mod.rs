//! Checks of polling stations' counts that observers and researchers make, and what they can and cannot show.
//!
//! | check | what it looks at | source |
//! |---|---|---|
//! | [`LastDigits`] | whether last digits of counts come equally often: people who invent numbers favour some | Beber and Scacco, *Political Analysis* 20:211, 2012 |
//! | [`ElectionFingerprint`] | turnout against the winner's share, station by station: whether they go together, whether the logarithmic vote rate is normal, how many stations are full | Klimek, Yegorov, Hanel and Thurner, *PNAS* 109:16469, 2012; the tests are ours |
//! | [`ObserverCheck`] | whether the winner has more where nobody observed | Enikolopov, Korovkin, Petrova, Sonin and Zakharov, *PNAS* 110:448, 2013 (Moscow 2011) |
//!
//! **An alarm is no proof of fraud, and silence none of honesty.** How often each check raises an alarm when everybody is honest
//! is the subject of [`simulate::false_alarms`](crate::simulate::false_alarms): the first and the last, with observers placed at random,
//! keep to their [`Level`]; the fingerprint's do not, as soon as regions differ. `docs/forensics.md` in the repository has the figures.
//!
//! ```
//! use sailau::forensics::{ElectionFingerprint, LastDigits, Stations};
//!
//! let file = "station,registered,papers,Hill,Dale\n\
//!     1,1200,800,410,380\n2,900,640,300,330\n3,1500,1490,1480,9\n4,1100,700,350,345\n";
//! let stations = Stations::from_csv(file.as_bytes())?;
//! let leader = stations.leader()?;
//! assert_eq!(stations.parties()[leader], "Hill");
//! let fingerprint = ElectionFingerprint::of(stations.counts(leader));
//! // Turnout and share above 95 per cent in one station of four.
//! assert_eq!((fingerprint.stations, fingerprint.full), (4, 1));
//! // Far too few counts for digits to say anything.
//! assert_eq!(LastDigits::of(stations.votes(leader)).p_value(), None);
//! # Ok::<(), sailau::forensics::ForensicsError>(())
//! ```

mod digits;
mod error;
mod file;
mod fingerprint;
mod level;
mod observers;
mod stations;

pub use digits::LastDigits;
pub use error::ForensicsError;
pub use fingerprint::ElectionFingerprint;
pub use level::Level;
pub use observers::ObserverCheck;
pub use stations::{Count, Station, Stations};
