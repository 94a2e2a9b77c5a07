//! What voters and lists do about a threshold: stated, and measured.

use serde_json::Value;

use crate::{file, sailau};

fn json(line: &str) -> Value {
    serde_json::from_str(&sailau(line).good()).unwrap()
}

/// Mean seats under a system, by party.
fn means(digest: &Value, system: &str) -> Vec<(String, f64)> {
    let rows = digest["seats"].as_array().unwrap().iter().filter(|row| row["system"] == system);
    rows.map(|row| (row["party"].to_string(), row["mean"].as_f64().unwrap())).collect()
}

#[test]
fn desertion_is_counted_beside_the_same_elections_without_it() {
    let rules = "kazakhstan:2023-03-19";
    let scenario = |name: &str, share: &str| {
        let text = format!("name = \"half desert\"\n[desertion]\nshare = \"{share}\"\nerror = 0.18\n");
        file(&format!("{name}.toml"), text.as_bytes())
    };
    let (half, none) = (scenario("half", "50%"), scenario("none", "0%"));
    let seven = file(
        "seven.toml",
        sailau("rules show kazakhstan:2023-03-19")
            .good()
            .replace("at_least = \"5%\"", "at_least = \"7%\"")
            .as_bytes(),
    );
    let line = |scenario: &str| format!("simulate {rules} {rules} {seven} --draws 512 --scenario {scenario}");
    let said = sailau(&line(&half)).good();
    for words in [
        "512 elections are drawn (seed 1), and each is counted under 2 sets of rules.\nElectorate: ",
        "* Scenario `half desert` under 2023-03-19 (at least 5% of valid votes and votes against all): 50% of the",
        "OSDP (5.2 %) in 41.4 %.",
        "OSDP (5.2 %) in 95.1 %.",
        "seven, half desert against seven, on the same votes: Amanat +",
        "Votes: mean shares of those for lists",
    ] {
        let in_one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(in_one(&said).contains(&in_one(words)), "{words}\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let digest = json(&format!("{} --json", line(&half)));
    let pair = |first: &str, second: &str| {
        let rows = digest["pairs"].as_array().unwrap().iter();
        let mut own = rows.filter(|row| {
            (&row["first"], &row["second"], &row["party"]) == (&first.into(), &second.into(), &"OSDP".into())
        });
        own.next().unwrap_or_else(|| panic!("{first}, {second}")).clone()
    };
    // OSDP loses more under seven per cent, and surely so.
    let [five, seven_] = ["2023-03-19", "seven"].map(|law| pair(law, &format!("{law}, half desert")));
    let low = |row: &Value| row["interval"]["low"].as_f64().unwrap();
    assert!(low(&five) > 0.0 && low(&seven_) > five["interval"]["high"].as_f64().unwrap(), "{five} {seven_}");
    // With the dial at 0 elections are the same ones.
    let digest = json(&format!("{} --json", line(&none)));
    for law in ["2023-03-19", "seven"] {
        assert_eq!(means(&digest, law), means(&digest, &format!("{law}, half desert")));
    }
}

#[test]
fn lists_run_together_and_parties_stand_by_a_registration_law() {
    let text = "name = \"together\"\n[[together]]\nlist = \"OSDP + Baytaq\"\nof = [\"OSDP\", \"Baytaq\"]\nfollowers = \"80%\"\n\
                others = \"in proportion\"\n[entry]\nwith = { law = \"kazakhstan:2022-12-01\" }\n\
                without = { law = \"kazakhstan:2020-12-01\" }\nstay_at_home = \"25%\"\n[[entry.party]]\nname = \"New\"\n\
                share = \"6%\"\nmedian = 9000\nsd = 1\n";
    let scenario = file("together.toml", text.as_bytes());
    let line =
        format!("simulate kazakhstan:2023-03-19 kazakhstan:2023-03-19 --draws 256 --scenario {scenario}");
    let digest = json(&format!("{line} --json"));
    let mean = |system: &str, party: &str| {
        let all = means(&digest, system);
        all.iter().find(|row| row.0 == format!("\"{party}\"")).map_or(0.0, |row| row.1)
    };
    assert_eq!(mean("2023-03-19", "OSDP + Baytaq"), 0.0);
    assert!(mean("2023-03-19, together", "OSDP + Baytaq") > 1.0);
    assert!(mean("2023-03-19, together", "New") > mean("2023-03-19", "New"));
    let assumptions = digest["assumptions"].to_string();
    for words in [
        "OSDP and Baytaq run together as OSDP + Baytaq, and 80% of their voters follow",
        "New stand with 5000 members and 200 in each region, which is compared with 20000 members and 600 in each region",
    ] {
        assert!(assumptions.contains(words), "{words}\n{assumptions}");
    }
    let wrong = file("wrong.toml", text.replace("\"OSDP\", ", "\"OSPD\", ").as_bytes());
    let said = sailau(&line.replace(&scenario, &wrong)).wrong();
    assert!(
        said.contains("together `OSDP + Baytaq`, of: ") && said.contains("did you mean `OSDP`"),
        "{said}"
    );
    assert!(
        sailau(&line.replace(&scenario, "nowhere.toml")).wrong().contains("nowhere.toml: cannot be opened")
    );
}

#[test]
fn a_reform_is_drawn_with_a_scenario_too() {
    let text = "name = \"all desert\"\n[desertion]\nshare = \"100%\"\nerror = 0.18\n";
    let scenario = file("all.toml", text.as_bytes());
    let drawn = json(&format!("reform simulate ua_2011 --draws 64 --scenario {scenario} --json"));
    let first = &drawn[0]["drawn"];
    let mean = |system: &str| {
        let all = means(first, system);
        all.iter().find(|row| row.0 == "\"Lytvyn Bloc\"").map_or(0.0, |row| row.1)
    };
    // Four per cent of the votes: above three, and below the new five.
    assert!(mean("before") > 15.0 && mean("before, all desert") > 15.0, "{first}");
    assert!(mean("after, all desert") < mean("after"), "{first}");
}

#[test]
fn what_voters_did_after_reforms_stands_beside_what_the_law_did() {
    let rows = json("reform behaviour --json");
    let rows = rows.as_array().unwrap();
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id}"));
    // Five per cent come back in Georgia: a quarter of the votes of 2020 would have been lost, and a twelfth of those of 2024 was.
    let below = &row("ge_2024")["response"]["below"];
    let shares =
        ["before", "counterfactual", "after"].map(|step| (1000.0 * below[step].as_f64().unwrap()).round());
    assert_eq!(shares, [63.0, 247.0, 83.0]);
    for (id, why) in [
        ("kz_2026", "no election after it is on board"),
        ("kz_linked", "nobody made this reform"),
        (
            "il_2014",
            "no list below the threshold is in the votes of world:il_2013: small lists seem to be left out",
        ),
    ] {
        assert_eq!((&row(id)["response"], &row(id)["cannot_tell"]), (&Value::Null, &why.into()), "{id}");
    }
    let table = sailau("reform behaviour ge_2024 kz_2026 --csv").good();
    assert!(table.starts_with("reform,country,before,after,below_before,below_counterfactual,"), "{table}");
    assert_eq!(table.lines().count(), 3, "{table}");
    let said = sailau("reform behaviour").good();
    for words in [
        "Cannot be told: kz_2026: no election after it is on board.",
        "With care:",
        "Laws that shut out half a point or more",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
}
