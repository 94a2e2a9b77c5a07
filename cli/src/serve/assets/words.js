// Words and numbers in the language of the reader: words.tsv is key, English, Russian, Kazakh.

export const LANGUAGES = [["kk", "Қазақша"], ["ru", "Русский"], ["en", "English"]];

const COLUMN = { en: 0, ru: 1, kk: 2 };
// Numbers are written alike in Kazakh and Russian; not every browser knows the former.
const NUMBERS = { en: "en-GB", ru: "ru", kk: "ru" };
const MONTHS = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];
const table = new Map();
let language = "en";

export async function readWords() {
  const text = await (await fetch("/words.tsv")).text();
  for (const line of text.split("\n")) {
    const [key, ...cells] = line.split("\t");
    if (cells.length === 3) table.set(key, cells);
  }
}

/// The language that a reader's browser asks for, where there is one.
export function usual() {
  const known = (navigator.languages ?? []).map((tag) => tag.slice(0, 2)).find((tag) => tag in COLUMN);
  return known ?? "en";
}

export function speak(chosen) {
  language = chosen in COLUMN ? chosen : "en";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
}

export const spoken = () => language;

/// The words of a key, with what is put into them.
export function word(key, holes = {}) {
  const text = table.get(key)?.[COLUMN[language]] ?? key;
  return text.replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole);
}

export const hasWord = (key) => table.has(key);

/// The words of a rule; those that have no translation are the words of the rules file.
export function ruleWord(rule) {
  const key = `rule.${rule}`;
  return table.has(key) ? word(key) : rule.replaceAll("_", " ").replaceAll(".", ": ");
}

export function tierWord(tier) {
  const key = `tier.${tier}`;
  return table.has(key) ? word(key) : tier;
}

const numbers = (digits) =>
  new Intl.NumberFormat(NUMBERS[language], { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const number = (value) => new Intl.NumberFormat(NUMBERS[language]).format(value);

export const real = (value, digits = 2) =>
  value === null || value === undefined || !Number.isFinite(value)
    ? "–"
    : numbers(digits).format(value);

export const percent = (share, digits = 2) => `${numbers(digits).format(100 * share)}\u00a0%`;

/// A change with its sign; nothing is ±0.
export function signed(value, digits = 0) {
  const shown = numbers(digits).format(Math.abs(value));
  const nothing = Number(Math.abs(value).toFixed(digits)) === 0;
  return nothing ? `±${shown}` : value < 0 ? `−${shown}` : `+${shown}`;
}

/// A day, written as people write it.
export function day(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const [year, month, date] = text.split("-").map(Number);
  if (language === "kk") return `${year} жылғы ${date} ${MONTHS[month - 1]}`;
  return new Intl.DateTimeFormat(NUMBERS[language], { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}

export function listed(names) {
  if (language !== "kk") return new Intl.ListFormat(NUMBERS[language], { type: "conjunction" }).format(names);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} және ${names.at(-1)}`;
}
