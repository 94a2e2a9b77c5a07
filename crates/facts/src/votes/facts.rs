//! What is known of the districts of a field besides their votes, found by name.

use serde::{Deserialize, Serialize, Serializer};

use super::District;

/// The districts in the order in which they were given. Each name once, where a builder made them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<District>")]
pub(super) struct Facts {
    rows: Vec<District>,
    /// The numbers of the rows, in the order of their names.
    by_name: Vec<usize>,
}

impl Facts {
    pub(super) fn rows(&self) -> &[District] {
        &self.rows
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn of(&self, name: &str) -> Option<&District> {
        self.place(name).ok().map(|place| &self.rows[self.by_name[place]])
    }

    /// The row of that name to be changed; a new one where there was none.
    pub(super) fn entry(&mut self, name: &str) -> &mut District {
        let place = self.place(name).unwrap_or_else(|place| {
            self.by_name.insert(place, self.rows.len());
            self.rows.push(District { name: name.to_owned(), ..District::default() });
            place
        });
        &mut self.rows[self.by_name[place]]
    }

    /// Adds these rows, whose names are not there yet.
    pub(super) fn append(&mut self, mut more: Vec<District>) {
        self.rows.append(&mut more);
        *self = std::mem::take(&mut self.rows).into();
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.by_name.binary_search_by(|&number| self.rows[number].name.as_str().cmp(name))
    }
}

impl From<Vec<District>> for Facts {
    fn from(rows: Vec<District>) -> Self {
        let mut by_name: Vec<usize> = (0..rows.len()).collect();
        by_name.sort_by_key(|&number| &rows[number].name);
        Self { rows, by_name }
    }
}

/// The order of the names follows from the rows.
impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl Eq for Facts {}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.rows.serialize(to)
    }
}
