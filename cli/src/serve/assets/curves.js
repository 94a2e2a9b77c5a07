// Seats along a rule: a line for each party, and the points at which seats tip.

import { askJson, latest } from "./ask.js";
import { draw, fill, make, swatch } from "./elements.js";
import { keep } from "./result.js";
import { question, state } from "./state.js";
import { number, real, spoken, word } from "./words.js";

let place = null;
let answer = null;
let parts = null;
let cursor = null;

export function makeCurves(view) {
  place = view;
  new ResizeObserver(() => { if (answer && !place.hidden) redraw(); }).observe(view);
}

/// Asks for the curves of the moment and shows them; `choose` is called when the reader wants others.
export const showCurves = latest(async () => {
  if (place.hidden) return;
  if (!parts) skeleton();
  try {
    answer = await askJson("/api/curves", { question: question(), along: state.along });
    parts.problem.hidden = true;
  } catch (error) {
    answer = null;
    parts.problem.textContent = error.message;
    parts.problem.hidden = false;
    fill(parts.chart);
    fill(parts.tips);
    return;
  }
  cursor = null;
  redraw();
  tips();
});

let choose = () => {};
export const onChoose = (heard) => { choose = heard; };

let named = "";

/// The words of the view, in the language of the moment, for the curves that there are. The curves before stay until there are
/// others.
export function nameCurves(kinds) {
  if (kinds.length > 0 && !kinds.includes(state.along)) state.along = kinds[0];
  const name = JSON.stringify([kinds, spoken(), state.along]);
  if (name !== named) skeleton(kinds);
  named = name;
}

function skeleton(kinds = ["threshold"]) {
  const buttons = kinds.map((kind) => make("button", {
    type: "button", "aria-pressed": String(kind === state.along), text: word(`curves.${kind}`),
    onclick: () => {
      state.along = kind;
      for (const button of group.children) button.setAttribute("aria-pressed", String(button.textContent === word(`curves.${kind}`)));
      choose();
    },
  }));
  const group = make("div", { class: "chips", role: "group", "aria-label": word("curves") }, ...buttons);
  parts = {
    problem: make("p", { class: "problem", role: "alert", hidden: true }),
    chart: make("div", { class: "chart" }),
    read: make("div", { class: "read" }),
    tips: make("section", { "aria-labelledby": "tips-heading" }),
  };
  fill(place, make("h2", { text: word("curves") }), group, parts.problem, parts.chart, parts.read, parts.tips);
}

const inUnits = (at) => (answer.along === "threshold" ? `${real(at, at % 1 === 0 ? 0 : 2)} %` : word("curves.seats", { list: number(at), single: number(answer.of - at) }));

function nearest(at) {
  let best = 0;
  answer.at.forEach((one, i) => { if (Math.abs(one - at) < Math.abs(answer.at[best] - at)) best = i; });
  return best;
}

function redraw() {
  const width = Math.max(280, Math.min(parts.chart.clientWidth || place.clientWidth, 1100));
  const narrow = width < 560;
  const names = narrow ? 0 : 150;
  const [left, right, top, bottom] = [38, 14 + names, 26, 40];
  const height = narrow ? 320 : 420;
  const { at, parties } = answer;
  if (at.length === 0) return fill(parts.chart);
  const [least, most] = [at[0], at[at.length - 1]];
  const seats = Math.max(1, ...parties.flatMap((party) => party.seats));
  const x = (value) => left + ((value - least) / Math.max(1e-9, most - least)) * (width - left - right);
  const y = (value) => height - bottom - (value / seats) * (height - top - bottom);
  const picture = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": word("curves.picture", { rule: word(`curves.${answer.along}`) }), class: "curves" });
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((one) => seats / one <= 6) ?? 1000;
  for (let value = 0; value <= seats; value += step) {
    picture.append(draw("line", { x1: left, x2: width - right, y1: y(value), y2: y(value), class: "grid" }),
      label(left - 6, y(value) + 4, number(value), "end"));
  }
  const across = answer.along === "threshold" ? [0, 3, 5, 7, 10, 15] : [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * answer.of));
  for (const value of across.filter((value) => value >= least && value <= most)) {
    picture.append(draw("line", { x1: x(value), x2: x(value), y1: height - bottom, y2: height - bottom + 5, class: "tick" }),
      label(x(value), height - bottom + 19, answer.along === "threshold" ? `${number(value)} %` : number(value), "middle"));
  }
  picture.append(label((left + width - right) / 2, height - 5, word(`curves.${answer.along}.axis`), "middle", "soft"));
  for (const tip of answer.tips.filter((tip) => tip.at >= least && tip.at <= most)) {
    picture.append(draw("path", { d: `M${x(tip.at)} ${height - bottom - 1}l-4 -8h8z`, class: tip.majority ? "tip tip-majority" : "tip" }));
  }
  const laws = [["before", answer.before], ["after", answer.after]].filter(([, value]) => value !== null && value >= least && value <= most);
  const both = laws.length === 2 && laws[0][1] === laws[1][1];
  for (const [key, value] of both ? laws.slice(1) : laws) {
    picture.append(draw("line", { x1: x(value), x2: x(value), y1: top - 6, y2: height - bottom, class: `law law-${key}` }),
      label(x(value), top - 11, word(both ? "curves.both" : `seats.${key}`), x(value) > width - right - 60 ? "end" : "middle", key === "after" ? "ink" : "soft"));
  }
  const lines = parties.map((party) => {
    let path = "";
    party.seats.forEach((value, i) => {
      const from = i === 0 ? at[0] : (at[i - 1] + at[i]) / 2;
      path += i === 0 ? `M${x(at[0])} ${y(value)}` : `H${x(from)}V${y(value)}`;
    });
    path += `H${x(most)}`;
    const line = draw("path", { d: path, class: "line" }, draw("title", {}, party.name));
    line.style.stroke = party.colour;
    picture.append(line);
    return { party, y: y(party.seats[party.seats.length - 1]) };
  });
  if (!narrow) {
    // Names stand at the ends of their lines, and make room for each other.
    const ends = lines.sort((a, b) => a.y - b.y);
    let last = top - 14;
    for (const one of ends) {
      one.y = Math.max(one.y, last + 14);
      last = one.y;
    }
    let floor = height - bottom;
    for (const one of [...ends].reverse()) {
      one.y = Math.min(one.y, floor);
      floor = one.y - 14;
    }
    for (const { party, y: line } of ends) {
      const dot = draw("circle", { cx: width - right + 8, cy: line, r: 4 });
      dot.style.fill = party.colour;
      const own = name(party.name);
      picture.append(dot, label(width - right + 17, line + 4, own.length > 19 ? `${own.slice(0, 18)}…` : own, "start", "ink"));
    }
  }
  const hair = draw("line", { y1: top, y2: height - bottom, class: "hair" });
  picture.append(hair);
  const read = reading(x, hair);
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const value = least + (((event.clientX - box.left) * width) / box.width - left) / (width - left - right) * (most - least);
    read(nearest(Math.min(Math.max(value, least), most)));
  });
  fill(parts.chart, picture);
}

function label(x, y, text, anchor, kind = "soft") {
  return draw("text", { x, y, "text-anchor": anchor, class: `label label-${kind}` }, text);
}

/// A slider that reads the curves point by point, for the keyboard and for the ear.
function reading(x, hair) {
  const slider = make("input", { type: "range", id: "curves-at", min: 0, max: answer.at.length - 1, step: 1 });
  const said = make("output", { for: "curves-at", class: "reading" });
  const show = (i) => {
    cursor = i;
    slider.value = i;
    const text = inUnits(answer.at[i]);
    slider.setAttribute("aria-valuetext", text);
    hair.setAttribute("x1", x(answer.at[i]));
    hair.setAttribute("x2", x(answer.at[i]));
    const held = answer.parties.filter((party) => party.seats[i] > 0);
    fill(said, make("strong", { text }), ...held.map((party) => make("span", { class: "held" }, swatch(party.colour), `${name(party.name)} ${number(party.seats[i])}`)));
  };
  slider.addEventListener("input", () => show(slider.valueAsNumber));
  const save = make("button", { type: "button", class: "plain", text: word("curves.save"), onclick: () => {
    const picture = parts.chart.querySelector("svg").cloneNode(true);
    // A file has no style sheet beside it.
    const styled = parts.chart.querySelectorAll("svg *");
    picture.querySelectorAll("*").forEach((element, i) => {
      const own = getComputedStyle(styled[i]);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size"]) element.setAttribute(name, own.getPropertyValue(name));
    });
    picture.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    keep(`${answer.along}.svg`, new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }));
  } });
  fill(parts.read, make("label", { for: "curves-at", text: word("curves.read") }), slider, said, save);
  show(cursor ?? nearest(answer.after ?? answer.at[0]));
  return show;
}

const OTHERS = { "(without a party)": "holder.independents", "(tied)": "holder.tied", "(unfilled)": "holder.unfilled" };
const name = (party) => (party in OTHERS ? word(OTHERS[party]) : party);

function tips() {
  const row = (tip) => {
    const at = answer.along === "threshold" ? `${real(tip.at, answer.exact ? 4 : 2)} %` : inUnits(tip.at);
    const seats = tip.seats.map(([party, before, after]) => `${name(party)} ${number(before)} → ${number(after)}`).join(", ");
    const [before, after] = tip.majority ?? [];
    const majority = tip.majority ? word("tips.majority", { before: before ?? word("tips.nobody"), after: after ?? word("tips.nobody") }) : "";
    return make("tr", { class: tip.majority ? "tips-majority" : undefined }, make("th", { scope: "row", text: at }),
      make("td", {}, seats, majority && make("strong", { text: ` ${majority}` })));
  };
  const table = make("table", { class: "tips" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col", text: word(`curves.${answer.along}.axis`) }), make("th", { scope: "col", text: word("tips.what") }))),
    make("tbody", {}, ...answer.tips.map(row)));
  const none = make("p", { text: word("tips.none") });
  fill(parts.tips, make("h2", { id: "tips-heading", text: word("tips") }),
    make("p", { class: "small", text: word(answer.exact ? "tips.exact" : "tips.between") }),
    answer.tips.length > 0 ? make("div", { class: "scroll" }, table) : none);
}
