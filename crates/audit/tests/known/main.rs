//! Samples that others printed, and those that another program computed.

mod samples;
