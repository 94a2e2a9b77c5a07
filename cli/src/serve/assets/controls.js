// The law as sliders, boxes and lists: one for each thing that the server says can be changed.

import { byId, fill, make } from "./elements.js";
import { state } from "./state.js";
import { number, ruleWord, spoken, tierWord, word } from "./words.js";

let shown = "";
let updates = [];

/// Shows the controls of an answer. As long as they are the same ones, only what stands in them changes: whoever holds one
/// with a finger or the keyboard keeps it.
export function showControls(controls, change) {
  const key = JSON.stringify([spoken(), controls.map((one) => [one.path, one.rule, one.kind, one.base, one.article])]);
  if (key !== shown) {
    shown = key;
    updates = [];
    const first = controls.filter((one) => !one.more);
    const more = controls.filter((one) => one.more);
    const details = make("details", { class: "more-rules", open: state.more },
      make("summary", { text: word("law.more") }), ...byTier(more, change));
    details.addEventListener("toggle", () => {
      if (state.more === details.open) return;
      state.more = details.open;
      change(null);
    });
    fill(byId("controls"), ...byTier(first, change), more.length > 0 && details);
  }
  const values = new Map(controls.map((one) => [`${one.path} ${one.rule}`, one]));
  for (const [name, update] of updates) if (values.has(name)) update(values.get(name), values);
  byId("reset").hidden = Object.keys(state.set).length === 0 && !state.law;
}

function byTier(controls, change) {
  const tiers = [...new Set(controls.map((one) => one.tier))];
  return tiers.map((tier) =>
    make("fieldset", {}, make("legend", { text: tierWord(tier) }),
      ...controls.filter((one) => one.tier === tier).map((one) => row(one, change))));
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/// Makes a change, and takes it back where it says what the law says already.
function put(control, to, change, step) {
  const path = control.path;
  if (same(to, control.base)) delete state.set[path];
  else state.set[path] = to;
  change(step);
}

let serial = 0;

function row(control, change) {
  const id = `rule-${serial++}`;
  const name = ruleWord(control.rule === "threshold.kinds" ? "threshold" : control.rule);
  const kindOf = control.rule === "threshold.kinds" ? `, ${control.path.split(".").at(-1)}` : "";
  const label = make("label", { for: id, text: name + kindOf });
  const was = make("span", { class: "was", id: `${id}-was` });
  const article = control.article ? make("span", { class: "article", lang: "en", text: control.article }) : null;
  const [body, update] = FORMS[control.kind](control, id, change);
  updates.push([`${control.path} ${control.rule}`, (now, all) => {
    update(now, all);
    was.textContent = same(now.value, now.base) ? "" : word("control.was", { value: inWords(now, now.base) });
  }]);
  const box = make("div", { class: `control control-${control.kind}` },
    make("div", { class: "control-head" }, label, was), ...body, article);
  return box;
}

function inWords(control, value) {
  if (value === null || value === false) return word("control.none");
  if (value === true || typeof value === "object") return word("control.there");
  if (control.kind === "choice") return title(control, value);
  if (control.kind === "number" || control.kind === "split") return number(value);
  return String(value);
}

const title = (control, value) => {
  const key = `word.${value}`;
  const own = word(key);
  return own === key ? control.options.find((one) => one.value === value)?.title ?? value : own;
};

const inHand = (element) => document.activeElement === element;

function range(id, least, most, step, heard) {
  const slider = make("input", { type: "range", min: least, max: most, step, id });
  slider.addEventListener("input", () => heard(slider.valueAsNumber, false));
  slider.addEventListener("change", () => heard(slider.valueAsNumber, true));
  return slider;
}

/// The percentage of a share as it is written in rules: 5%, 1/150.
export function percentOf(text) {
  const whole = String(text).replaceAll(" ", "").replace(",", ".");
  const parts = /^(\d+)\/(\d+)$/.exec(whole);
  if (parts) return (100 * Number(parts[1])) / Number(parts[2]);
  return Number.parseFloat(whole);
}

const FORMS = {
  number(control, id, change) {
    const hear = (to, step) => {
      if (Number.isInteger(to)) put(control, to, change, step);
    };
    const slider = range(id, control.least, control.most, 1, hear);
    const box = make("input", { type: "number", min: control.least, max: control.most, step: 1, "aria-label": ruleWord(control.rule) });
    box.addEventListener("change", () => hear(box.valueAsNumber, true));
    const update = (now) => {
      if (!inHand(slider)) slider.value = now.value;
      if (!inHand(box)) box.value = now.value;
    };
    return [[make("div", { class: "pair" }, slider, box)], update];
  },

  share(control, id, change) {
    const write = (text, step) => {
      if (!control.field) return put(control, text, change, step);
      const nothing = percentOf(text) === 0;
      put(control, nothing ? null : { ...control.within, [control.field]: text }, change, step);
    };
    const slider = range(id, 0, control.most, 0.5, (to, step) => write(`${to}%`, step));
    const box = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: 6, "aria-label": ruleWord(control.rule) });
    box.addEventListener("change", () => {
      const text = box.value.trim().replace(",", ".").replaceAll(" ", "");
      if (text !== "") write(/[%/]$|\//.test(text) ? text : `${text}%`, true);
    });
    const update = (now) => {
      const text = now.value === null ? "0%" : typeof now.value === "object" ? now.value[control.field] ?? "0%" : now.value;
      slider.setAttribute("aria-valuetext", text);
      if (!inHand(slider)) slider.value = percentOf(text);
      if (!inHand(box)) box.value = text;
    };
    return [[make("div", { class: "pair" }, slider, box)], update];
  },

  choice(control, id, change) {
    const select = make("select", { id },
      ...control.options.map((one) => make("option", { value: one.value, text: title(control, one.value) })));
    select.addEventListener("change", () => put(control, select.value, change, true));
    return [[select], (now) => { select.value = now.value ?? ""; }];
  },

  switch(control, id, change) {
    const box = make("input", { type: "checkbox", id });
    box.addEventListener("change", () => {
      const off = control.on === true ? false : null;
      const on = control.base === null || control.base === false ? control.on : control.base;
      for (const path of control.instead ?? []) {
        if (box.checked) state.set[path] = null;
        else delete state.set[path];
      }
      put(control, box.checked ? on : off, change, true);
    });
    return [[box], (now) => { box.checked = now.value !== null && now.value !== false; }];
  },

  split(control, id, change) {
    const hear = (to, step) => {
      const rest = control.of - to;
      if (to === control.base) {
        delete state.set[control.path];
        delete state.set[control.rest];
      } else {
        state.set[control.path] = to;
        state.set[control.rest] = rest;
      }
      change(step);
    };
    const slider = range(id, 1, control.of - 1, 1, hear);
    const said = make("output", { for: id });
    const update = (now, all) => {
      const rest = all.get(`${control.rest} districts`)?.value ?? control.of - now.value;
      const text = word("control.split", { list: number(now.value), single: number(rest) });
      slider.setAttribute("aria-valuetext", text);
      said.textContent = text;
      if (!inHand(slider)) slider.value = now.value;
    };
    return [[slider, said], update];
  },
};
