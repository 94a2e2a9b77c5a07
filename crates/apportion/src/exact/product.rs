/// The product in 256 bits, upper half first: products compare as these pairs do.
#[inline]
#[must_use]
pub fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    let mid = a1 * b0 + (low >> 64);
    let cross = a0 * b1 + (mid & LOW);
    let high = a1 * b1 + (mid >> 64) + (cross >> 64);
    (high, (cross << 64) | (low & LOW))
}
