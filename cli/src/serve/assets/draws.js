// How sure is that? Synthetic elections in the background, and what they say so far.

import { askJson } from "./ask.js";
import { fill, make } from "./elements.js";
import { question, state, writeAddress } from "./state.js";
import { number, percent, real, signed, word } from "./words.js";

let place = null;
let run = null;

const MANY = [1_000, 10_000, 100_000];

export function makeDraws(section) {
  place = section;
}

/// Shows the section for the question of the moment; what was drawn for another one goes, and is drawn where the address says
/// so.
export function showDraws() {
  leave();
  const many = make("select", { id: "draws-many" },
    ...MANY.map((draws) => make("option", { value: draws, text: number(draws), selected: draws === (state.draws || 10_000) })));
  const start = make("button", { type: "button", text: word("sure.start"), class: "strong" });
  const stop = make("button", { type: "button", text: word("sure.stop"), hidden: true });
  const bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": word("sure") });
  const said = make("p", { class: "small", role: "status" });
  const found = make("div", {});
  start.addEventListener("click", () => {
    state.draws = Number(many.value);
    writeAddress(true);
    begin({ start, stop, bar, said, found });
  });
  stop.addEventListener("click", () => {
    run?.stop();
  });
  fill(place, make("h2", { id: "sure-heading", text: word("sure") }), make("p", { text: word("sure.what") }),
    make("div", { class: "sure-form" }, make("label", { for: "draws-many", text: word("sure.many") }), many, start, stop), bar, said, found);
  if (state.draws) begin({ start, stop, bar, said, found });
}

/// Leaves a run to itself: the server stops what nobody asks for.
function leave() {
  run?.leave();
  run = null;
}

async function begin(parts) {
  leave();
  const { start, stop, bar, said, found } = parts;
  const own = { name: null, left: false, leave() { this.left = true; this.end(); }, end() {}, stop() {} };
  run = own;
  const wait = () => new Promise((done) => setTimeout(done, 120));
  own.stop = async () => {
    if (own.name) await fetch(`/api/draws/${own.name}`, { method: "DELETE" }).catch(() => {});
  };
  own.end = () => {
    start.hidden = false;
    stop.hidden = true;
    bar.hidden = true;
    if (own.left && own.name) own.stop();
  };
  const pressed = document.activeElement === start;
  stop.hidden = false;
  start.hidden = true;
  bar.hidden = false;
  bar.removeAttribute("value");
  if (pressed) stop.focus();
  said.textContent = word("sure.begun", { of: number(state.draws) });
  fill(found);
  try {
    const ordered = await askJson("/api/draws", { question: question(), draws: state.draws, seed: state.seed });
    own.name = ordered.run;
    let told = 0;
    while (!own.left) {
      const look = await askJson(`/api/draws/${own.name}`);
      if (own.left) return;
      if (look.phase === "waiting" && look.ahead > 0) said.textContent = word("sure.waiting", { runs: number(look.ahead) });
      if (look.done > 0) bar.value = look.done / look.of;
      if (look.found && look.found.draws !== told) {
        told = look.found.draws;
        show(found, look.found);
      }
      if (look.phase !== "waiting" && look.phase !== "running") {
        const holes = { done: number(look.done), of: number(look.of), seconds: real(look.milliseconds / 1000, 1) };
        said.textContent = look.phase === "failed" ? look.error : word(`sure.${look.phase}`, holes);
        break;
      }
      await wait();
    }
  } catch (error) {
    said.textContent = error.message;
  }
  const held = document.activeElement === stop;
  own.end();
  if (held) start.focus();
}

function show(place, found) {
  const most = Math.max(1, ...found.parties.flatMap((row) => [row.before.quantiles[2], row.after.quantiles[2]]));
  const range = ({ quantiles: [low, middle, high] }, kind) => {
    const line = make("span", { class: `range range-${kind}` });
    line.style.left = `${(100 * low) / most}%`;
    line.style.width = `${Math.max(0.6, (100 * (high - low)) / most)}%`;
    const dot = make("span", { class: `dot dot-${kind}` });
    dot.style.left = `${(100 * middle) / most}%`;
    return [line, dot];
  };
  const spread = ({ mean, quantiles: [low, , high] }) => `${real(mean, 1)} (${number(low)}–${number(high)})`;
  const row = (one) => {
    const track = make("span", { class: "ranges", "aria-hidden": "true" }, ...range(one.before, "before"), ...range(one.after, "after"));
    const { difference } = one;
    return make("tr", {},
      make("th", { scope: "row", text: one.party }),
      make("td", { text: spread(one.before) }),
      make("td", { class: "now", text: spread(one.after) }),
      make("td", { class: "wide track-cell" }, track),
      make("td", {}, make("strong", { text: difference ? signed(difference.mean, 2) : "–" }),
        difference && make("span", { class: "small interval", text: ` ${signed(difference.low, 2)} … ${signed(difference.high, 2)}` })));
  };
  const head = [["seats.party"], ["seats.before"], ["seats.after"], ["sure.range", "wide"], ["sure.difference"]];
  const [before, after] = found.majority;
  const likely = (one) => one ? `${percent(one.share, 1)} (${percent(one.low, 1)}–${percent(one.high, 1)})` : "–";
  fill(place,
    make("div", { class: "scroll" }, make("table", { class: "drawn" },
      make("caption", { text: word("sure.table", { draws: number(found.draws) }) }),
      make("thead", {}, make("tr", {}, ...head.map(([key, kind]) => make("th", { scope: "col", class: kind, text: word(key) })))),
      make("tbody", {}, ...found.parties.map(row)))),
    make("p", { text: word("sure.majority", { before: likely(before), after: likely(after) }) }),
    make("details", {}, make("summary", { text: word("sure.assumed") }),
      make("p", { lang: "en", text: found.electorate }),
      make("ul", { lang: "en" }, ...found.assumptions.map((text) => make("li", { text })))));
}
