//! Ranked ballots in place of votes.

use std::path::Path;

use sailau::system::{ElectoralSystem, Seats, Tier, TierRule};
use sailau::votes::{Votes, VotesBuilder};
use sailau_formats::Source as OfficialFile;
use sailau_formats::ranked::{self, RankedFile, RankedFormat};

use super::VotesOptions;
use crate::failure::Failure;
use crate::named::Source;
use crate::official;

impl VotesOptions {
    /// Votes of a file of ranked ballots; none where it is no such file.
    pub(super) fn ranked(&self, source: &Source, rules: &ElectoralSystem) -> Result<Option<Votes>, Failure> {
        let file = match source {
            Source::File(name) if Path::new(name).is_file() => OfficialFile::from_path(name),
            // What cannot be opened is complained of where votes are read.
            Source::File(name) if !Path::new(name).exists() => return Ok(None),
            _ if self.candidates.is_some() => return Err(not_ranked(source)),
            _ => return Ok(None),
        };
        let Some(format) = RankedFormat::of(&file)? else {
            return match self.candidates {
                Some(_) => Err(not_ranked(source)),
                None => Ok(None),
            };
        };
        if self.says_how() {
            return Err(format!(
                "{source} holds ranked ballots: leave out --columns, --separator, --encoding and --sum"
            )
            .into());
        }
        let tier = counting(rules)?;
        let candidates = self.candidates.as_ref().map(OfficialFile::from_path);
        let files: Vec<_> = std::iter::once(file).chain(candidates).collect();
        let read = ranked::read(&files, Some(format))?;
        official::say_all(&read.notes);
        if let (Some(seats), Seats::Same(own)) = (read.seats, &tier.seats)
            && seats != *own
        {
            eprintln!(
                "sailau: note: {source} is of {seats} seats, and the rules have {own}; --seats says how many"
            );
        }
        Ok(Some(votes(read, contest(tier)).map_err(|problem| format!("{source}: {problem}"))?))
    }
}

fn not_ranked(source: &Source) -> Failure {
    format!("{source} holds no ranked ballots: leave out --candidates").into()
}

/// The tier that counts ballots of candidates; of several rules the first, where all count the same contest.
fn counting(rules: &ElectoralSystem) -> Result<&Tier, Failure> {
    let mut tiers = rules.tiers.iter().filter(|tier| matches!(tier.rule, TierRule::Candidates(_)));
    let Some(first) = tiers.next() else {
        return Err(format!(
            "`{}` has no tier in which candidates are elected, and these are ranked ballots of candidates",
            rules.name
        )
        .into());
    };
    match tiers.find(|other| contest(other) != contest(first)) {
        None => Ok(first),
        Some(other) => Err(format!(
            "ranked ballots are those of one contest, and candidates are elected in `{}` and in `{}`; say `contest` in the \
             rules where it is the same",
            contest(first),
            contest(other)
        )
        .into()),
    }
}

fn contest(tier: &Tier) -> &str {
    tier.contest.as_deref().unwrap_or(&tier.name)
}

fn votes(read: RankedFile, contest: &str) -> Result<Votes, Failure> {
    let RankedFile { candidates, ballots, .. } = read;
    let stand: Vec<_> = candidates.iter().map(|own| (own.party.as_deref(), own.name.as_str())).collect();
    let mut builder = VotesBuilder::default();
    builder.ranked(contest, None, &stand, ballots)?;
    for own in candidates.iter().filter(|own| own.withdrawn) {
        builder.withdrawn(contest, None, own.number - 1)?;
    }
    Ok(builder.build()?)
}
