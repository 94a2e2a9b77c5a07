//! The offices' own files, where `SAILAU_OFFICIAL_FILES` names their folder: their totals to the vote. Without the variable each
//! test says that it was left out.

mod aec;
mod belgium;
mod bundestag;
mod dat;
mod eml_nl;
mod fintal;
mod hoc;
mod nz;
mod openelections;
mod pkw;
mod ranked;
mod table12;
mod valgresultat;
mod volby;

use std::path::PathBuf;

use sailau_formats::{Format, Import, Source};

/// Reads these files of the folder by their content; none where there is no folder.
#[track_caller]
fn read(names: &[&str]) -> Option<Import> {
    let files = files(names)?;
    let format = Format::recognise(&files).unwrap_or_else(|error| panic!("{error}"));
    Some(format.read(&files).unwrap_or_else(|error| panic!("{error}")))
}

/// The files of these names; none where there is no folder.
fn files(names: &[&str]) -> Option<Vec<Source>> {
    let folder = folder()?;
    Some(names.iter().map(|name| Source::from_path(folder.join(name))).collect())
}

/// The folder of official files, where one is named.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SAILAU_OFFICIAL_FILES").map(PathBuf::from);
    if folder.is_none() {
        println!("left out: SAILAU_OFFICIAL_FILES names no folder of official files");
    }
    folder
}
