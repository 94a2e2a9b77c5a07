use super::nearest;

/// `; did you mean …?` at the end of a message that has listed what there is; nothing where none of it is near.
pub(crate) fn meant(written: &str, listed: &str) -> String {
    let meant = nearest(written, listed.split(", "));
    meant.map_or(String::new(), |meant| format!("; did you mean `{meant}`?"))
}
