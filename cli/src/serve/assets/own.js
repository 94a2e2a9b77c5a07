// A reader's own votes and rules: files that are read here, and sent as text with each question.

import { byId, fill, make } from "./elements.js";
import { word } from "./words.js";

const MOST = 15 << 20;

/// Opens the dialog; `done` gets the files.
export function openOwn(done, dropped = []) {
  const dialog = byId("own-dialog");
  const found = { votes: null, rules: null, districts: null, name: null };
  const problem = make("p", { class: "problem", role: "alert", hidden: true });
  const fields = ["rules", "votes", "districts"].map((part) => {
    const input = make("input", { type: "file", id: `own-${part}`, accept: part === "rules" ? ".toml,.json" : ".csv,.txt" });
    const named = make("span", { class: "small" });
    const take = async (file) => {
      found[part] = await file.text();
      named.textContent = file.name;
      if (part === "votes") found.name = file.name.replace(/\.\w+$/, "");
    };
    input.addEventListener("change", () => { if (input.files[0]) take(input.files[0]); });
    return { part, take, row: make("div", { class: "control" }, make("label", { for: input.id, text: word(`own.${part}`) }), input, named) };
  });
  const use = make("button", { type: "submit", class: "strong", text: word("own.use") });
  const form = make("form", { method: "dialog" },
    make("h2", { id: "own-heading", text: word("own") }), make("p", { text: word("own.what") }),
    ...fields.map((field) => field.row), problem,
    make("p", { class: "buttons" }, use, make("button", { type: "button", text: word("own.close"), onclick: () => dialog.close() })));
  form.addEventListener("submit", (event) => {
    const lacking = !found.votes || !found.rules;
    const size = [found.votes, found.rules, found.districts].reduce((sum, text) => sum + (text?.length ?? 0), 0);
    if (lacking || size > MOST) {
      event.preventDefault();
      problem.hidden = false;
      problem.textContent = word(lacking ? "own.lacking" : "own.large");
      return;
    }
    done(Object.fromEntries(Object.entries(found).filter(([, text]) => text !== null)));
  });
  fill(dialog, form);
  for (const file of dropped) fields.find((field) => field.part === kindOf(file)).take(file);
  if (!dialog.open) dialog.showModal();
}

function kindOf(file) {
  if (/\.(toml|json)$/i.test(file.name)) return "rules";
  return /district/i.test(file.name) ? "districts" : "votes";
}
