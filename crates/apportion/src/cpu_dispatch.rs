//! The widest vectors that this machine has.
//!
//! The only unsafe code of the crate: a call that needs instructions which were asked for just before, and a hint to the cache.
#![allow(unsafe_code)]

use std::sync::atomic::{AtomicU16, Ordering};

/// Bits of the widest vectors that may be used.
static MOST: AtomicU16 = AtomicU16::new(512);

/// Uses no wider vectors than so many bits from here on, to try that nothing depends on them.
pub fn at_most(bits: u16) {
    MOST.store(bits, Ordering::Relaxed);
}

/// Work that gains by wide vectors. Its `run` and all that it calls must be `#[inline(always)]`, so that they are
/// compiled anew for each width.
pub trait Task {
    /// Does it.
    fn run(self);
}

/// Runs the task with the widest vectors that the machine has. The result does not depend on the width: no
/// operation on floats is fused or reordered.
pub fn widest(task: impl Task) {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f,avx512dq,avx512vl")]
        fn with_512_bits(task: impl Task) {
            task.run();
        }
        #[target_feature(enable = "avx2")]
        fn with_256_bits(task: impl Task) {
            task.run();
        }
        let most = MOST.load(Ordering::Relaxed);
        if most >= 512
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
        {
            // SAFETY: the machine has these instructions, as the line above found.
            return unsafe { with_512_bits(task) };
        }
        if most >= 256 && is_x86_feature_detected!("avx2") {
            // SAFETY: as above.
            return unsafe { with_256_bits(task) };
        }
    }
    task.run();
}

/// Asks for numbers that will soon be needed, so that nothing waits for the memory then. Says nothing of what they are.
#[inline(always)]
pub(super) fn soon<T: Copy>(numbers: &[T]) {
    #[cfg(target_arch = "x86_64")]
    for line in numbers.chunks((64 / size_of::<T>()).max(1)) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint, which reads nothing that the program could see, of memory that is ours.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = numbers;
}
