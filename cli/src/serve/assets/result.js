// What a change does: both houses, who gains and loses, who passes and why, what the law says differently.

import { ask } from "./ask.js";
import { fill, make, picture, swatch } from "./elements.js";
import { question } from "./state.js";
import { hasWord, listed, number, percent, real, ruleWord, signed, tierWord, word } from "./words.js";

let frame = null;

/// The parts of the view, made once.
export function makeResult(place) {
  frame = {
    houses: make("div", { class: "houses" }),
    seats: make("section", { "aria-labelledby": "seats-heading" }),
    why: make("section", { "aria-labelledby": "why-heading" }),
    passes: make("section", { "aria-labelledby": "passes-heading" }),
    law: make("section", { "aria-labelledby": "differences-heading" }),
    indices: make("section", { "aria-labelledby": "indices-heading" }),
    sure: make("section", { "aria-labelledby": "sure-heading", class: "sure" }),
    record: make("section", { "aria-labelledby": "record-heading" }),
    files: make("section", { "aria-labelledby": "files-heading" }),
  };
  fill(place, frame.houses, frame.seats, frame.why, frame.passes, frame.law, frame.sure, frame.indices, frame.record, frame.files);
  return frame.sure;
}

/// Whether both laws are one.
export const isUnchanged = (answer) => answer.differences.length === 0;

/// What a change does, in a few words.
export function headline(answer) {
  const { before, after, rows } = answer;
  const seats = (house, side) => rows.find((row) => row.party === house.largest)?.[side] ?? 0;
  const leads = (house, side) => seats(house, side) >= house.majority;
  const said = [];
  if (!isUnchanged(answer)) {
    const moved = rows.reduce((sum, row) => sum + Math.max(row.after - row.before, 0), 0);
    const named = (what) => answer.verdicts.filter((one) => one.what === what).map((one) => one.party);
    if (named("out").length > 0) said.push(word("headline.out", { parties: listed(named("out")) }));
    if (named("in").length > 0) said.push(word("headline.in", { parties: listed(named("in")) }));
    said.push(moved === 0 ? word("headline.nothing") : word("headline.moved", { seats: number(moved) }));
  }
  if (after.largest !== null) {
    const holes = { party: after.largest, seats: number(seats(after, "after")), size: number(after.size), majority: number(after.majority) };
    const same = before.largest === after.largest && leads(before, "before") && !isUnchanged(answer);
    said.push(word(!leads(after, "after") ? "headline.nobody" : same ? "headline.keeps" : "headline.has", holes));
  }
  return said.join(" ");
}

export function showResult(answer) {
  houses(answer);
  seats(answer);
  why(answer);
  passes(answer);
  differences(answer);
  indices(answer);
  record();
  files();
}

const heading = (id, key) => make("h2", { id, text: word(key) });

function houses({ before, after }) {
  const figure = (house, key) =>
    make("figure", {}, make("figcaption", { text: word(key, { seats: number(house.size) }) }),
      house.picture ? picture(house.picture) : make("p", { text: word("house.none") }));
  fill(frame.houses, figure(before, "house.before"), figure(after, "house.after"));
}

function seats(answer) {
  const most = Math.max(1, ...answer.rows.map((row) => Math.abs(row.after - row.before)));
  const row = (one) => {
    const change = one.after - one.before;
    const name = one.party ?? word(`holder.${one.holder}`);
    const bar = make("span", { class: change < 0 ? "bar bar-less" : "bar" });
    bar.style.width = `${(50 * Math.abs(change)) / most}%`;
    return make("tr", { class: one.before === 0 && one.after === 0 ? "seatless" : undefined },
      make("th", { scope: "row" }, swatch(one.colour), name),
      make("td", { class: "votes", text: one.votes === null ? "–" : number(one.votes) }),
      make("td", { text: one.share === null ? "–" : percent(one.share) }),
      make("td", { text: number(one.before) }),
      make("td", { class: "now", text: number(one.after) }),
      make("td", { class: "change" }, make("span", { class: "figure", text: signed(change) }), make("span", { class: "bars", "aria-hidden": "true" }, bar)));
  };
  const head = ["seats.party", "seats.votes", "seats.share", "seats.before", "seats.after", "seats.change"];
  const table = make("table", { class: "seats" },
    make("thead", {}, make("tr", {}, ...head.map((key) => make("th", { scope: "col", class: key === "seats.votes" ? "votes" : undefined, text: word(key) })))),
    make("tbody", {}, ...answer.rows.map(row)));
  const notes = [...new Set([...answer.before.notes, ...answer.after.notes])];
  const uncounted = answer.after.uncounted.map((tier) => word("seats.uncounted", { tier: tierWord(tier) }));
  fill(frame.seats, heading("seats-heading", "seats"), make("div", { class: "scroll" }, table),
    answer.more > 0 && make("p", { class: "small", text: word("seats.more", { parties: number(answer.more) }) }),
    ...uncounted.map((text) => make("p", { class: "small", text })),
    ...notes.map((text) => make("p", { class: "small", lang: "en", text })));
}

/// A reason as a sentence.
function reason(one, party) {
  const holes = { party };
  for (const [name, value] of Object.entries(one)) {
    if (typeof value === "number") holes[name] = name === "share" ? percent(value) : number(value);
  }
  if (one.parties) holes.parties = listed(one.parties);
  holes.article = one.article ? ` (${one.article})` : "";
  return word(`why.${one.reason}`, holes);
}

function why(answer) {
  const items = answer.verdicts.map((one) =>
    make("li", { class: `why-${one.what}` },
      make("strong", { text: `${one.party}: ${number(one.before)} → ${number(one.after)}` }), " ",
      one.why.map((because) => reason(because, one.party)).join(" ")));
  const nothing = make("p", { text: word(isUnchanged(answer) ? "why.unchanged" : "why.nothing") });
  fill(frame.why, heading("why-heading", "why"), items.length > 0 ? make("ul", { class: "why" }, ...items) : nothing);
}

function passes(answer) {
  const bars = answer.after.bars;
  frame.passes.hidden = bars.length === 0;
  const part = (bar) => {
    const most = Math.max(0.01, ...bar.lists.map((line) => line.share), bar.base > 0 ? bar.needed / bar.base : 0);
    // Small lists would be hairs beside one of half of the votes: the picture ends at three thresholds.
    const end = Math.min(most, bar.base > 0 && bar.needed > 0 ? (3 * bar.needed) / bar.base : most);
    const row = (line) => {
      const track = make("span", { class: "track", "aria-hidden": "true" });
      const filled = make("span", { class: line.passes ? "filled" : "filled filled-less" });
      filled.style.width = `${(100 * Math.min(line.share, end)) / end}%`;
      const mark = make("span", { class: "mark-needed" });
      mark.style.left = `${Math.min(100, (100 * line.needed) / Math.max(1, bar.base) / end)}%`;
      track.append(filled, mark);
      const margin = number(Math.abs(line.margin));
      const verdict = !line.passes ? "passes.fails" : line.margin < 0 ? "passes.otherwise" : "passes.by";
      return make("tr", {},
        make("th", { scope: "row", text: line.party }),
        make("td", { text: percent(line.share) }),
        make("td", { class: "track-cell" }, track),
        make("td", { class: "verdict", text: word(verdict, { votes: margin }) }));
    };
    const rule = bar.rule.charAt(0).toUpperCase() + bar.rule.slice(1);
    const words = word("passes.rule", { tier: tierWord(bar.tier ?? ""), base: number(bar.base), needed: number(bar.needed) });
    return make("div", { class: "scroll" },
      make("table", { class: "passes" },
        make("caption", {}, words, " ", make("span", { lang: "en", text: `${rule}${bar.article ? ` (${bar.article})` : ""}${bar.district ? `, ${bar.district}` : ""}.` })),
        make("thead", { class: "unseen" }, make("tr", {}, ...["seats.party", "seats.share", "passes.picture", "passes.verdict"].map((key) => make("th", { scope: "col", text: word(key) })))),
        make("tbody", {}, ...bar.lists.map(row))));
  };
  fill(frame.passes, heading("passes-heading", "passes"), ...bars.map(part));
}

/// The place of a rule in the words of the reader, where the page has them.
function placeInWords(path) {
  const [tier, ...rest] = path.split(".");
  const rule = rest.join(".").replace(/^threshold\.(at_least|more_than)$/, "threshold").replace(/^threshold$/, "threshold");
  return hasWord(`rule.${rule}`) ? `${tierWord(tier)}, ${ruleWord(rule)}` : null;
}

function differences(answer) {
  const item = (one) => {
    const place = one.path && placeInWords(one.path);
    const plain = place && (one.from ?? "").length < 40 && (one.to ?? "").length < 40;
    const text = plain ? `${place}: ${one.from ?? word("control.none")} → ${one.to ?? word("control.none")}` : one.words;
    return make("li", { lang: plain ? undefined : "en", text: text + (one.article && !text.includes(one.article) ? ` (${one.article})` : "") });
  };
  const list = make("ul", {}, ...answer.differences.map(item));
  fill(frame.law, heading("differences-heading", "differences"),
    isUnchanged(answer) ? make("p", { text: word("differences.none") }) : list,
    make("p", { class: "small", lang: "en", text: answer.before.law === answer.after.law ? answer.before.law : `${answer.before.law} → ${answer.after.law}` }));
}

function indices(answer) {
  const row = (one) => make("tr", {}, make("th", { scope: "row", text: word(`index.${one.index}`) }),
    make("td", { text: real(one.before) }), make("td", { class: "now", text: real(one.after) }));
  const table = make("table", {},
    make("thead", {}, make("tr", {}, ...["index", "seats.before", "seats.after"].map((key) => make("th", { scope: "col", text: word(key) })))),
    make("tbody", {}, ...answer.indices.map(row)));
  fill(frame.indices, heading("indices-heading", "indices"), make("div", { class: "scroll" }, table));
}

let opened = false;

/// The record of both counts, asked for when it is opened.
function record() {
  const text = make("pre", { tabindex: "0", lang: "en", "aria-label": word("record") });
  const details = make("details", { open: opened }, make("summary", { text: word("record.open") }), text);
  const read = async () => {
    opened = details.open;
    if (!opened || text.textContent) return;
    text.textContent = "…";
    try {
      text.textContent = await (await ask("/api/file", { question: question(), file: "record.txt" })).text();
    } catch (error) {
      text.textContent = error.message;
    }
  };
  details.addEventListener("toggle", read);
  fill(frame.record, heading("record-heading", "record"), details);
}

const FILES = ["before.svg", "after.svg", "seats.csv", "rules.toml", "record.txt", "report.html"];

function files() {
  const said = make("p", { class: "small", role: "status" });
  const button = (file) => make("button", {
    type: "button", class: "file",
    onclick: async () => {
      said.textContent = "";
      try {
        keep(file, await (await ask("/api/file", { question: question(), file })).blob());
      } catch (error) {
        said.textContent = error.message;
      }
    },
  }, make("strong", { text: word(`file.${file}`) }), make("span", { text: file }));
  fill(frame.files, heading("files-heading", "files"), make("div", { class: "files" }, ...FILES.map(button)), said);
}

/// Hands a file to the reader.
export function keep(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
