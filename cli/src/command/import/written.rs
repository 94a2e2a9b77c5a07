//! Files that an import writes into a folder.

use std::path::Path;

use crate::failure::Failure;

/// A file of the folder.
pub(super) struct Written {
    pub(super) name: &'static str,
    /// How many of what stand in it, such as `rows`; none where that is not said.
    pub(super) holds: Option<(usize, &'static str)>,
    pub(super) bytes: Vec<u8>,
}

/// Writes files into a folder, and says so. Files that are there already are replaced only where that is asked for.
pub(super) fn write(folder: &Path, files: &[Written], overwrite: bool) -> Result<String, Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let mut there = files.iter().map(|file| folder.join(file.name)).filter(|path| path.exists());
    if let Some(first) = there.next().filter(|_| !overwrite) {
        let names: Vec<_> = files.iter().map(|file| file.name).collect();
        let (last, others) = names.split_last().unwrap_or((&"", &[]));
        return Err(format!(
            "{} is there already; name another folder, or say --overwrite, which replaces {} and {last}",
            first.display(),
            others.join(", ")
        )
        .into());
    }
    let mut said = Vec::new();
    for file in files {
        let path = folder.join(file.name);
        std::fs::write(&path, &file.bytes)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        said.push(match file.holds {
            Some((many, what)) => {
                format!("{} ({many} {what}{})", file.name, if many == 1 { "" } else { "s" })
            }
            None => file.name.to_owned(),
        });
    }
    Ok(format!("\n{}: {}\n", folder.display(), said.join(", ")))
}
