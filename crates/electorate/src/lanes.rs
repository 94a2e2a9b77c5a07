//! Numbers of several elections side by side, each in a lane of its own.
//!
//! What is done with a lane is what one election by itself does, in the same order: so vectors change no draw.

/// Elections side by side: two of the widest vectors.
pub(crate) const LANES: usize = 16;

/// A number of each election.
pub(crate) type Lanes = [f64; LANES];

const NONE: Lanes = [0.0; LANES];

/// A number for each lane.
#[inline(always)]
pub(crate) fn each(number: impl Fn(usize) -> f64) -> Lanes {
    let mut lanes = NONE;
    for (lane, to) in lanes.iter_mut().enumerate() {
        *to = number(lane);
    }
    lanes
}

/// Random numbers of all lanes, in the order in which an election takes them.
///
/// Past their end all are 0, and are counted on: an election that is drawn of none says how many it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance<'a> {
    pub(crate) normals: &'a [Lanes],
    pub(crate) uniforms: &'a [Lanes],
    pub(crate) taken: Taken,
}

/// How many random numbers an election takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) normals: usize,
    pub(crate) uniforms: usize,
}

impl<'a> Chance<'a> {
    #[inline(always)]
    pub(crate) fn normal(&mut self) -> &'a Lanes {
        self.taken.normals += 1;
        self.normals.get(self.taken.normals - 1).unwrap_or(&NONE)
    }

    #[inline(always)]
    pub(crate) fn uniform(&mut self) -> &'a Lanes {
        self.taken.uniforms += 1;
        self.uniforms.get(self.taken.uniforms - 1).unwrap_or(&NONE)
    }

    /// Normal numbers with this standard deviation; no random number for 0.
    #[inline(always)]
    pub(crate) fn scaled(&mut self, sd: f64) -> Lanes {
        if sd > 0.0 {
            let numbers = self.normal();
            each(|lane| sd * numbers[lane])
        } else {
            NONE
        }
    }
}
