// The page: one state, which stands in the address; a change of it is a question, and the answer is shown.

import { askJson, latest } from "./ask.js";
import { showControls } from "./controls.js";
import { makeCurves, nameCurves, onChoose, showCurves } from "./curves.js";
import { makeDraws, showDraws } from "./draws.js";
import { byId, fill, make } from "./elements.js";
import { openOwn } from "./own.js";
import { headline, makeResult, showResult } from "./result.js";
import { question, readAddress, state, writeAddress } from "./state.js";
import { LANGUAGES, day, readWords, speak, spoken, usual, word } from "./words.js";

let list = { elections: [], laws: [] };
let answer = null;
let asked = "";

/// Something has changed: the address is written and the answer asked for. `step` is one for the back button, and null where
/// nothing is asked.
function change(step) {
  // What was drawn was drawn of another law.
  if (step !== null) state.draws = 0;
  writeAddress(step);
  if (step !== null) recount();
}

const recount = latest(async () => {
  const wanted = question();
  const key = JSON.stringify([wanted, spoken()]);
  document.body.classList.add("counting");
  try {
    answer = await askJson("/api/count", wanted);
    byId("problem").hidden = true;
  } catch (error) {
    byId("problem").textContent = error.message;
    byId("problem").hidden = false;
    return;
  } finally {
    document.body.classList.remove("counting");
  }
  show(key);
});

function show(key) {
  const title = titleOf();
  byId("title").textContent = title;
  document.title = `${title} – Sailau`;
  showControls(answer.controls, change);
  const said = headline(answer);
  byId("said").textContent = said;
  tell(said);
  showResult(answer);
  if (key !== asked) {
    asked = key;
    showDraws();
    nameCurves(answer.curves);
    showCurves();
  }
}

let telling;

/// Says what changed to those who listen, once a slider rests.
function tell(said) {
  clearTimeout(telling);
  telling = setTimeout(() => { byId("told").textContent = said; }, 500);
}

function titleOf() {
  const known = list.elections.find((one) => one.name === state.votes);
  return known && !state.own ? `${country(known.country)}, ${day(known.title)}` : answer.title;
}

const country = (name) => (name === "Kazakhstan" ? word("kazakhstan") : name);

function choices() {
  const countries = [...new Set(list.elections.map((one) => one.country))];
  const groups = countries.map((name) => make("optgroup", { label: country(name) },
    ...list.elections.filter((one) => one.country === name).map((one) =>
      make("option", { value: one.name, text: `${country(name)}, ${day(one.title)}`, selected: one.name === state.votes }))));
  const own = state.own && make("option", { value: "", text: state.own.name ?? word("own"), selected: true });
  fill(byId("election"), own, ...groups);
  fill(byId("base"), make("option", { value: "", text: word("law.own"), selected: !state.law }),
    ...list.laws.map((one) => make("option", { value: one.name, lang: "en", text: `${one.name.split(":")[1]}: ${one.title}`, selected: one.name === state.law })));
  const foreign = state.law && !list.laws.some((one) => one.name === state.law);
  if (foreign) byId("base").append(make("option", { value: state.law, text: state.law, selected: true }));
}

function views() {
  const tab = (name) => make("button", {
    type: "button", "aria-pressed": String(state.view === name), text: word(`view.${name}`),
    onclick: () => {
      state.view = name;
      writeAddress(true);
      views();
      byId("views").querySelector("[aria-pressed=true]").focus();
      if (answer) showCurves();
    },
  });
  fill(byId("views"), tab("result"), tab("curves"));
  byId("view-result").hidden = state.view !== "result";
  byId("view-curves").hidden = state.view !== "curves";
}

function languages() {
  const button = ([tag, name]) => make("button", {
    type: "button", lang: tag, "aria-pressed": String(spoken() === tag), text: name,
    onclick: () => {
      state.lang = tag;
      writeAddress(true);
      say();
      byId("languages").querySelector("[aria-pressed=true]").focus();
    },
  });
  fill(byId("languages"), ...LANGUAGES.map(button));
}

/// Puts everything into the language of the reader.
function say() {
  speak(state.lang ?? usual());
  languages();
  choices();
  views();
  if (answer) show(JSON.stringify([question(), spoken()]));
}

function take(files) {
  Object.assign(state, { own: files, votes: null, law: null, set: {} });
  choices();
  change(true);
}

async function fromAddress() {
  await readAddress();
  asked = "";
  say();
  await recount();
}

byId("skip").addEventListener("click", (event) => {
  // The address behind the # is the state.
  event.preventDefault();
  byId("result").focus();
});
byId("law").addEventListener("submit", (event) => event.preventDefault());
byId("election").addEventListener("change", () => {
  if (byId("election").value === "") return;
  Object.assign(state, { votes: byId("election").value, own: null, law: null, set: {} });
  choices();
  change(true);
});
byId("base").addEventListener("change", () => {
  Object.assign(state, { law: byId("base").value || null, set: {} });
  change(true);
});
byId("reset").addEventListener("click", () => {
  Object.assign(state, { law: null, set: {} });
  choices();
  change(true);
  byId("election").focus();
});
byId("own").addEventListener("click", () => openOwn(take));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer?.files.length) openOwn(take, [...event.dataTransfer.files]);
});
window.addEventListener("popstate", fromAddress);
onChoose(() => {
  change(null);
  showCurves();
});
makeDraws(makeResult(byId("view-result")));
makeCurves(byId("view-curves"));

await readWords();
await readAddress();
speak(state.lang ?? usual());
list = await askJson("/api/elections");
await fromAddress();
