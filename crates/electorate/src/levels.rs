use super::Electorate;

impl Electorate {
    /// The standard deviations in nation, region and district that this electorate has a use for; the others are 0.
    ///
    /// A region's deviation is one from the nation, a district's one from its region. Where one region is the whole nation, or
    /// one district, its deviation is a part of that above it: added once more it would be counted twice. What stands below
    /// alone, with 0 above, is drawn.
    pub(super) fn levels(&self, [nation, region, district]: [f64; 3]) -> [f64; 3] {
        let first = self.districts.first().and_then(|district| district.region.as_ref());
        let is_whole =
            first.is_some() && self.districts.iter().all(|district| district.region.as_ref() == first);
        let has_regions = self.districts.iter().any(|district| district.region.is_some());
        let region = if !has_regions || (is_whole && nation > 0.0) { 0.0 } else { region };
        let above = nation > 0.0 || region > 0.0;
        let district = if self.districts.len() == 1 && above { 0.0 } else { district };
        [nation, region, district]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DistrictRoll;

    #[test]
    fn what_is_the_whole_country_swings_with_it() {
        let country = |regions: &[Option<&str>]| Electorate {
            districts: regions
                .iter()
                .enumerate()
                .map(|(number, region)| DistrictRoll {
                    region: region.map(str::to_owned),
                    ..DistrictRoll::new(number.to_string(), 1)
                })
                .collect(),
            ..Electorate::default()
        };
        let all = [0.3, 0.2, 0.1];
        for (regions, expected) in [
            (&[None][..], [0.3, 0.0, 0.0]),
            (&[Some("A")], [0.3, 0.0, 0.0]),
            (&[None, None], [0.3, 0.0, 0.1]),
            (&[Some("A"), Some("A")], [0.3, 0.0, 0.1]),
            (&[Some("A"), Some("B")], all),
            (&[Some("A"), None], all),
        ] {
            assert_eq!(country(regions).levels(all), expected, "{regions:?}");
        }
        // One level alone is what was asked for.
        assert_eq!(country(&[Some("A")]).levels([0.0, 0.2, 0.1]), [0.0, 0.2, 0.0]);
        assert_eq!(country(&[None]).levels([0.0, 0.2, 0.1]), [0.0, 0.0, 0.1]);
    }
}
