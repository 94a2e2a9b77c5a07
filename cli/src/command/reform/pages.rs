//! `sailau reform atlas`: the reforms on board as pages of HTML.

use std::path::Path;
use std::process::ExitCode;

use sailau::report::page::{Page, atlas_page, reform_page};

use super::atlas::studies;
use crate::command::report::written;
use crate::failure::Failure;
use crate::output::print;

pub(super) fn write(ids: &[String], folder: &Path) -> Result<ExitCode, Failure> {
    let mut studies = studies(ids)?;
    studies.iter_mut().for_each(sailau::reform::atlas::Study::take_apart);
    let page = |page: &Page, name: &str| written(page, folder, name);
    let mut text = page(&atlas_page(&studies)?, "index")?;
    for study in &studies {
        text += &page(&reform_page(study)?, &study.entry.id)?;
    }
    print(&text)
}
