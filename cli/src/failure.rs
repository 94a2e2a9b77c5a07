//! Why a command stops: one line for the reader.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

/// What went wrong, in words.
#[derive(Debug)]
pub(crate) struct Failure(Box<dyn Error>);

impl Failure {
    /// Whether a reader who has seen enough, as `head` has, closed the pipe.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.0.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    }

    /// The message, whatever names and files it quotes, without a line break or any other control character, and without
    /// the number that the system has for what it says in words.
    pub(crate) fn in_one_line(&self) -> String {
        let message = self.0.to_string().replace(char::is_control, " ");
        let number = message.rfind(" (os error ").filter(|_| message.ends_with(')'));
        number.map_or(message.clone(), |at| message[..at].to_owned())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_one_line())
    }
}

impl<E: Into<Box<dyn Error>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}
