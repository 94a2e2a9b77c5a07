//! Files that an audit keeps, and what is said of each.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;

/// Writes files. Nothing is lost if the disk is full: the old file stays until the new one is whole.
pub(super) fn write_all<const N: usize>(files: [(PathBuf, Vec<u8>); N]) -> Result<(), Failure> {
    for (path, bytes) in files {
        let at = |error| Failure::from(format!("{}: {error}", path.display()));
        let new = path.with_extension("new");
        fs::write(&new, bytes).map_err(at)?;
        fs::rename(&new, &path).map_err(at)?;
    }
    Ok(())
}

/// Lines below the name of a file.
pub(super) fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}\n")).collect()
}
