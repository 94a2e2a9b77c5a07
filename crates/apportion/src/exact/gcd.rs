use std::ops::Rem;

/// The greatest common divisor by Euclid's algorithm; the other number where one is 0, and 0 where both are.
pub fn greatest_common_divisor<N>(mut a: N, mut b: N) -> N
where
    N: Copy + Default + PartialEq + Rem<Output = N>,
{
    while b != N::default() {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::greatest_common_divisor;

    #[test]
    fn of_any_width_and_of_nothing() {
        assert_eq!(greatest_common_divisor(12u32, 18), 6);
        assert_eq!(greatest_common_divisor(u64::MAX, 255), 255);
        assert_eq!(greatest_common_divisor(1u128 << 100, 10 << 90), 1 << 91);
        assert_eq!((greatest_common_divisor(0u64, 7), greatest_common_divisor(7u64, 0)), (7, 7));
        assert_eq!(greatest_common_divisor(0u64, 0), 0);
    }
}
