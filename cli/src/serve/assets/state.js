// What is on the screen: all of it stands in the address, so that a link is the reform.
//
// Behind the # stand votes=NAME or own=FILES, law=NAME, view, along, draws, seed, lang, and for each change a key that begins
// with a full stop: .list.threshold.at_least=7%

export const FIRST = "kazakhstan:2023-03-19";

export const state = {
  votes: FIRST, own: null, law: null, set: {}, view: "result", along: "threshold", draws: 0, seed: 1, lang: null, more: false,
};

/// The longest link that browsers keep.
const LONGEST = 1_500_000;

function value(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/// Reads the address; what is not said is as at first.
export async function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  state.own = said.has("own") ? await unpacked(said.get("own")) : null;
  state.votes = state.own ? null : said.get("votes") ?? FIRST;
  state.law = said.get("law");
  state.view = said.get("view") === "curves" ? "curves" : "result";
  state.along = said.get("along") === "split" ? "split" : "threshold";
  state.draws = Math.min(Math.max(Number.parseInt(said.get("draws") ?? "0", 10) || 0, 0), 100_000);
  state.seed = Math.max(Number.parseInt(said.get("seed") ?? "1", 10) || 1, 1);
  state.lang = said.get("lang");
  state.more = said.has("more");
  state.set = {};
  for (const [key, text] of said) if (key.startsWith(".")) state.set[key.slice(1)] = value(text);
}

let packed = null;
let underWay = false;

/// Writes the address. `step` is true for a change that the browser's back button returns from, and false while a slider is held:
/// the whole of its way is one step. Without it nothing is returned from.
export async function writeAddress(step) {
  const said = new URLSearchParams();
  if (state.own) {
    if (packed?.of !== state.own) packed = { of: state.own, text: await pack(state.own) };
    if (packed.text.length < LONGEST) said.set("own", packed.text);
  } else {
    said.set("votes", state.votes);
  }
  if (state.law) said.set("law", state.law);
  for (const [path, to] of Object.entries(state.set).sort()) {
    said.set(`.${path}`, typeof to === "string" ? to : JSON.stringify(to));
  }
  if (state.view !== "result") said.set("view", state.view);
  if (state.view === "curves" && state.along !== "threshold") said.set("along", state.along);
  if (state.draws) {
    said.set("draws", state.draws);
    if (state.seed !== 1) said.set("seed", state.seed);
  }
  if (state.more) said.set("more", "1");
  if (state.lang) said.set("lang", state.lang);
  const address = `#${said.toString().replaceAll("%3A", ":").replaceAll("%2F", "/")}`;
  const isNew = typeof step === "boolean" && !underWay;
  if (step === true) underWay = false;
  if (address === location.hash) return;
  if (step === false) underWay = true;
  history[isNew ? "pushState" : "replaceState"](null, "", address);
}

/// The question that the server is asked.
export function question() {
  const asked = { set: state.set };
  if (state.own) asked.own = state.own;
  else asked.votes = state.votes;
  if (state.law) asked.law = state.law;
  return asked;
}

async function through(stream, bytes) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

async function pack(files) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(files)));
  let letters = "";
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function unpacked(text) {
  try {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes)));
  } catch {
    return null;
  }
}
