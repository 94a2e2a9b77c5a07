use serde::{Deserialize, Serialize};

mod data;
mod lanes;
mod normals;
mod plan;
mod quadrature;
mod spatial;

pub use data::{Dirichlet, LogisticNormal, Spatial, Swings};
pub(super) use lanes::SwingLanes;
pub(super) use plan::{NOTHING, SwingPlan, SwingSpace};
pub(super) use quadrature::cholesky;

/// How support varies from draw to draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Swing {
    /// Nothing varies.
    None,
    /// Normal deviations of the logarithm of support. The default.
    LogisticNormal(LogisticNormal),
    /// Shares drawn around the base shares.
    Dirichlet(Dirichlet),
    /// The same points are added everywhere.
    Uniform(Swings),
    /// Support is multiplied by the same factor everywhere.
    Proportional(Swings),
    /// Voters and parties have positions.
    Spatial(Spatial),
}

/// [`LogisticNormal`] with its default values.
impl Default for Swing {
    fn default() -> Self {
        Self::LogisticNormal(LogisticNormal::default())
    }
}
