use super::area_votes::AreaVotes;
use super::sharing::Shared;
use crate::threshold::count::Passing;
use crate::{
    absolute_majority, alliances, bonus, bounds, claims, compensation, district_seats, guaranteed, placement,
    quota, subtraction, threshold,
};

/// What the stages hand on to each other, and what each writes to on its way.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListBuffers {
    pub(super) votes: AreaVotes,
    pub(super) passing: Passing,
    pub(super) weights: Vec<u64>,
    pub(super) shared: Shared,
    /// Votes of candidates that come to the lists, and votes that won seats and go off them.
    pub(super) transferred: Vec<u64>,
    pub(super) subtracted: subtraction::count::SubtractionBuffers,
    pub(super) district_seats: district_seats::count::DistrictSeatsBuffers,
    pub(super) threshold: threshold::count::ThresholdBuffers,
    pub(super) region_quotas: Vec<quota::count::RegionQuota>,
    pub(super) first_seats: Vec<u32>,
    pub(super) bonus: bonus::count::BonusBuffers,
    pub(super) alliances: alliances::count::AllianceBuffers,
    pub(super) quota: quota::count::QuotaBuffers,
    /// Lists in the order of their pooled remainders.
    pub(super) turn: Vec<u32>,
    pub(super) guaranteed: guaranteed::count::GuaranteedBuffers,
    pub(super) bounds: bounds::count::BoundsBuffers,
    pub(super) claims: claims::count::ClaimBuffers,
    pub(super) compensation: compensation::count::CompensationBuffers,
    pub(super) majority: absolute_majority::count::MajorityBuffers,
    pub(super) unlinked: placement::count::UnlinkedBuffers,
}
