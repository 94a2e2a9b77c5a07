//! ChaCha with eight rounds (Bernstein 2008), sixteen blocks side by side.

/// Blocks side by side.
pub(super) const LANES: usize = 16;

/// One word of each block.
pub(super) type Row = [u32; LANES];

/// Words of a block.
pub(super) const ROWS: usize = 16;

/// `expand 32-byte k`.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// A key and one of its 2^64 streams.
#[derive(Clone, Copy)]
pub(super) struct Stream {
    pub(super) key: [u32; 8],
    pub(super) number: u64,
}

impl Stream {
    /// The words of sixteen blocks of a stream from a block on: a row has one word of each.
    #[inline(always)]
    #[expect(clippy::needless_range_loop, reason = "a lane of every row")]
    pub(super) fn blocks(&self, first: u64) -> [Row; ROWS] {
        let mut rows = [[0; LANES]; ROWS];
        for lane in 0..LANES {
            // One block after the other in the source, all of them side by side in vectors.
            let counter = first.wrapping_add(lane as u64);
            let [c0, c1, c2, c3] = CONSTANTS;
            let [k0, k1, k2, k3, k4, k5, k6, k7] = self.key;
            let (low, high) = (self.number as u32, (self.number >> 32) as u32);
            let start = [
                c0,
                c1,
                c2,
                c3,
                k0,
                k1,
                k2,
                k3,
                k4,
                k5,
                k6,
                k7,
                counter as u32,
                (counter >> 32) as u32,
                low,
                high,
            ];
            let mixed = double_round(double_round(double_round(double_round(start))));
            for row in 0..ROWS {
                rows[row][lane] = mixed[row].wrapping_add(start[row]);
            }
        }
        rows
    }
}

/// A round of columns and one of diagonals.
#[inline(always)]
fn double_round(x: [u32; ROWS]) -> [u32; ROWS] {
    let [x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15] = x;
    let (x0, x4, x8, x12) = quarter_round(x0, x4, x8, x12);
    let (x1, x5, x9, x13) = quarter_round(x1, x5, x9, x13);
    let (x2, x6, x10, x14) = quarter_round(x2, x6, x10, x14);
    let (x3, x7, x11, x15) = quarter_round(x3, x7, x11, x15);
    let (x0, x5, x10, x15) = quarter_round(x0, x5, x10, x15);
    let (x1, x6, x11, x12) = quarter_round(x1, x6, x11, x12);
    let (x2, x7, x8, x13) = quarter_round(x2, x7, x8, x13);
    let (x3, x4, x9, x14) = quarter_round(x3, x4, x9, x14);
    [x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15]
}

#[inline(always)]
fn quarter_round(a: u32, b: u32, c: u32, d: u32) -> (u32, u32, u32, u32) {
    let a = a.wrapping_add(b);
    let d = (d ^ a).rotate_left(16);
    let c = c.wrapping_add(d);
    let b = (b ^ c).rotate_left(12);
    let a = a.wrapping_add(b);
    let d = (d ^ a).rotate_left(8);
    let c = c.wrapping_add(d);
    let b = (b ^ c).rotate_left(7);
    (a, b, c, d)
}
