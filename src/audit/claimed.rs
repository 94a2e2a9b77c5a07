use super::claimants::Claimant;
use super::form::Form;
use super::uncovered::Why;

/// What claims are made of.
#[derive(Debug, Clone)]
pub(super) struct Claimed {
    pub(super) house: i128,
    /// All who take part, and what each holds.
    pub(super) lists: Vec<Claimant>,
    pub(super) held: Vec<i128>,
    /// Whether claims are rounded to whole seats.
    pub(super) rounded: bool,
}

impl Claimed {
    /// Σ a (V_i H − h_i V) + b V as a sum of votes.
    pub(super) fn form(&self, claims: &[(usize, i128)], all: i128) -> Result<Form, Why> {
        let too_large = || Why::NumbersTooLarge;
        let product = |a: i128, b: i128| a.checked_mul(b).ok_or_else(too_large);
        let mut each = all;
        let mut own = vec![0i128; self.lists.len()];
        for &(list, a) in claims {
            own[list] = own[list].checked_add(product(a, self.house)?).ok_or_else(too_large)?;
            each = each.checked_sub(product(a, self.held[list])?).ok_or_else(too_large)?;
        }
        let named = self.lists.iter().zip(own).map(|(list, own)| {
            Ok((list.number().into(), own.checked_add(each).ok_or(Why::NumbersTooLarge)?))
        });
        Ok(Form::of(named.collect::<Result<_, Why>>()?))
    }
}
