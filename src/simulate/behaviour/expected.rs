//! What everybody may know of an electorate before the election.

use crate::electorate::{
    Electorate, ElectorateError, Rate, Spatial, Swing, TurnoutSpread, VoteModel, VoteRounding,
};
use crate::simulate::stream;
use crate::votes::Tally;

/// The election of an electorate in which nothing varies and every party stands.
pub(super) fn expected(electorate: &Electorate) -> Result<Tally, ElectorateError> {
    let model = still(electorate).compile()?;
    let mut tally = model.field().empty_tally();
    // Nothing varies but the last vote of a party in a place.
    model.draw(&mut stream(0, 0), &mut model.workspace(), &mut tally);
    Ok(tally)
}

fn still(electorate: &Electorate) -> Electorate {
    let mut still = electorate.clone();
    still.swing = match still.swing {
        // Voters' positions are what shares follow from.
        Swing::Spatial(spatial) => {
            Swing::Spatial(Spatial { nation: 0.0, district: 0.0, valence: 0.0, ..spatial })
        }
        _ => Swing::None,
    };
    let turnout = &mut still.turnout;
    (turnout.nation, turnout.region, turnout.district) = (0.0, 0.0, TurnoutSpread::Logit(0.0));
    turnout.with_support = None;
    still.counting = VoteRounding::Expected;
    still.anomalies = None;
    still.bar = None;
    still.parties.iter_mut().for_each(|party| party.entry = None);
    let fix = |rate: &mut Rate| (rate.nation, rate.district) = (0.0, 0.0);
    for list in &mut still.lists {
        [&mut list.invalid, &mut list.against_all, &mut list.others].into_iter().for_each(fix);
    }
    still
}
