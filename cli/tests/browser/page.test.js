// The story of a reader: from the first look to a link that somebody else opens.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { browse, open, serve, settled } from "./browser.js";

let server;
let browser;
const PICTURES = new URL("pictures/", import.meta.url).pathname;

before(async () => {
  await mkdir(PICTURES, { recursive: true });
  server = await serve();
  browser = await browse();
});
after(async () => {
  server?.stop();
  await browser?.close();
});

const SEVEN = "#votes=kazakhstan:2023-03-19&.list.threshold.at_least=7%25";
const slider = (page) => page.getByLabel("Threshold", { exact: true }).first();

/// Sets a slider as a hand does.
const pull = (locator, value) => locator.evaluate((input, to) => {
  input.value = to;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}, value);

async function with_page(hash, options, work) {
  const context = await browser.context(options);
  try {
    const { page, complaints, asked } = await open(context, server.address, hash);
    await work(page, context);
    assert.deepEqual(complaints, []);
    // No other host is ever asked.
    assert.ok(asked.every((url) => url.startsWith(server.address) || url.startsWith("blob:")), asked.join("\n"));
  } finally {
    await context.close();
  }
}

test("the threshold of 2023 goes from 5 to 7 %, and it is said why the fifth list falls out", async () => {
  await with_page("", {}, async (page) => {
    assert.match(await page.locator("#said").innerText(), /has a majority/);
    await pull(slider(page), "7");
    await settled(page);
    const said = await page.locator("#said").innerText();
    assert.match(said, /Out of the house: .*NPK/);
    const why = await page.locator(".why-out", { hasText: "NPK:" }).innerText();
    assert.match(why, /NPK: 5 → 0.*Below the threshold: [\d,]+ votes are 6\.\d\d\s%; [\d,]+ are needed .*97-1\(1\).*: [\d,]+ too few/);
    assert.match(await page.locator("section", { hasText: "What the law says differently" }).last().innerText(), /Threshold: 5% → 7%/);
    assert.match(page.url(), /\.list\.threshold\.at_least=7%25/);
    // The same link gives the same page, once it has been read out: that waits for half a second without another change.
    const told = () => document.getElementById("told").textContent === document.getElementById("said").textContent;
    await page.waitForFunction(told);
    const text = await page.locator("main").innerText();
    await page.reload();
    await settled(page);
    await page.waitForFunction(told);
    assert.equal(await page.locator("main").innerText(), text);
    // And the browser goes back to the law as it was.
    await page.goBack();
    await settled(page);
    assert.match(await page.locator(".why, #view-result").first().innerText(), /the law as it was/i);
  });
});

test("the keyboard alone is enough", async () => {
  await with_page("", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "result");
    await page.reload();
    await settled(page);
    // Tab until the threshold's slider is held.
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      const held = await page.evaluate(() => document.activeElement.labels?.[0]?.textContent);
      if (held === "Threshold") break;
    }
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    await settled(page);
    assert.match(await page.locator("#said").innerText(), /Out of the house: .*NPK/);
    // Who holds a slider keeps it.
    assert.equal(await page.evaluate(() => document.activeElement.labels?.[0]?.textContent), "Threshold");
    // Everything that can be held has a name.
    const nameless = await page.evaluate(() => [...document.querySelectorAll("button, input, select, summary, a")]
      .filter((one) => one.offsetParent && !(one.labels?.length || one.textContent.trim() || one.getAttribute("aria-label")))
      .map((one) => one.outerHTML));
    assert.deepEqual(nameless, []);
  });
});

test("three languages, and the language stands in the link", async () => {
  await with_page(SEVEN, {}, async (page) => {
    await page.getByRole("button", { name: "Қазақша" }).click();
    await settled(page);
    assert.match(await page.locator("#said").innerText(), /Палатадан шығып қалады: /);
    assert.equal(await page.locator("html").getAttribute("lang"), "kk");
    await page.getByRole("button", { name: "Русский" }).click();
    await settled(page);
    assert.match(await page.locator(".why").innerText(), /Ниже порога/);
    assert.match(page.url(), /lang=ru/);
    await page.reload();
    await settled(page);
    assert.match(await page.locator("#said").innerText(), /Выпадают из палаты/);
    // No key stands where words should.
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /\b(why|curves|sure|tips|headline|holder|index|passes|differences)\.[a-z_]+\b/);
  });
});

test("another election, and another law to begin with", async () => {
  await with_page("", {}, async (page) => {
    await page.getByLabel("Election", { exact: true }).selectOption("world:nz_2023");
    await settled(page);
    assert.match(await page.locator("h1").innerText(), /New Zealand, 2023/);
    await page.getByLabel("Election", { exact: true }).selectOption("kazakhstan:2021-01-10");
    await settled(page);
    await page.getByLabel("The change begins with").selectOption("kazakhstan:2026-07-01");
    await settled(page);
    assert.match(await page.locator("figcaption").last().innerText(), /After: 145 seats/);
    assert.match(page.url(), /law=kazakhstan:2026-07-01/);
  });
});

test("own files are counted, and the link has them", async () => {
  await with_page("", {}, async (page) => {
    await page.getByRole("button", { name: "Your own files…" }).click();
    const rules = "name = \"A town\"\n[[tier]]\nname = \"list\"\nseats = 9\nmethod = \"dhondt\"\n";
    await page.locator("#own-rules").setInputFiles({ name: "town.toml", mimeType: "application/toml", buffer: Buffer.from(rules) });
    await page.locator("#own-votes").setInputFiles({ name: "town.csv", mimeType: "text/csv", buffer: Buffer.from("party,votes\nHill,600\n<img src=x>,380\nMoor,20\n") });
    await page.getByRole("button", { name: "Count them" }).click();
    await settled(page);
    assert.match(await page.locator("#said").innerText(), /Hill has a majority: 6 of 9 seats/);
    assert.equal(await page.locator("table.seats th", { hasText: "<img src=x>" }).count(), 1);
    await page.reload();
    await settled(page);
    assert.match(await page.locator("#said").innerText(), /Hill has a majority: 6 of 9 seats/);
  });
});

test("wrong input is answered with a sentence, and the page goes on", async () => {
  await with_page("", {}, async (page) => {
    const box = page.locator(".control-share input[type=text]").first();
    await box.fill("170");
    await box.press("Enter");
    await page.locator("#problem").waitFor({ state: "visible" });
    await box.fill("6.9");
    await box.press("Enter");
    await page.locator("#problem").waitFor({ state: "hidden" });
    await settled(page);
    assert.match(await page.locator("#said").innerText(), /NPK/);
  }).catch((error) => {
    // The browser itself notes an answer of status 400.
    if (!/Failed to load resource/.test(String(error.message))) throw error;
  });
});

test("elections are drawn, and stopped", async () => {
  await with_page(SEVEN, {}, async (page) => {
    const section = page.locator("section.sure");
    await section.getByLabel("Elections to draw").selectOption("1000");
    await section.getByRole("button", { name: "Draw" }).click();
    await section.getByText(/All 1,000 elections are drawn/).waitFor({ timeout: 240_000 });
    assert.match(await section.locator("tr", { hasText: "NPK" }).innerText(), /−\d/);
    assert.match(page.url(), /draws=1000/);
    await section.getByLabel("Elections to draw").selectOption("100000");
    await section.getByRole("button", { name: "Draw" }).click();
    await section.getByRole("button", { name: "Stop" }).click();
    await section.getByText(/Stopped after [\d,]+ of 100,000 elections/).waitFor({ timeout: 240_000 });
    assert.equal(await section.getByRole("button", { name: "Draw" }).isVisible(), true);
  });
});

test("curves are read with the keyboard, and their tips in a table", async () => {
  await with_page(`${SEVEN}&view=curves`, {}, async (page) => {
    await page.locator("svg.curves").waitFor();
    const at = page.getByLabel("Read the curves at");
    assert.match(await page.locator("output.reading").innerText(), /^7 %/);
    await at.focus();
    await page.keyboard.press("Home");
    assert.match(await page.locator("output.reading").innerText(), /^0 %/);
    assert.match(await page.locator("table.tips").innerText(), /NPK \d+ → 0/);
    await page.getByRole("button", { name: "Share of list seats" }).click();
    await page.getByText("Seats by lists").first().waitFor();
    assert.match(page.url(), /along=split/);
  });
});

test("files come down", async () => {
  await with_page(SEVEN, {}, async (page) => {
    for (const name of ["rules.toml", "seats.csv", "after.svg", "report.html"]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("button.file", { hasText: name }).click()]);
      assert.equal(download.suggestedFilename(), name);
    }
  });
});

for (const width of [1280, 390]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const view of ["result", "curves"]) {
      test(`${view} at ${width} pixels, ${colorScheme}: no sideways scrolling, and enough contrast`, async () => {
        const lang = width === 390 && colorScheme === "dark" ? "&lang=ru" : "";
        await with_page(`${SEVEN}&view=${view}${lang}`, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
          if (view === "curves") await page.locator("table.tips").waitFor();
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(over <= 0, `${over} pixels too wide`);
          assert.deepEqual(await pale(page), []);
          await page.screenshot({ path: `${PICTURES}${view}-${width}-${colorScheme}.png`, fullPage: true });
        });
      });
    }
  }
}

/// Text whose contrast with what is behind it is below 4.5 (WCAG 2, AA).
function pale(page) {
  return page.evaluate(() => {
    const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const light = ([r, g, b]) => {
      const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    const ground = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const colour = parts(getComputedStyle(one).backgroundColor);
        if (colour.length === 3 || colour[3] > 0) return colour;
      }
      return [255, 255, 255];
    };
    const found = new Set();
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !element.offsetParent || element.closest(".unseen")) continue;
      const [a, b] = [light(parts(getComputedStyle(element).color)) + 0.05, light(ground(element)) + 0.05];
      const contrast = Math.max(a, b) / Math.min(a, b);
      if (contrast < 4.5) found.add(`${element.tagName}.${element.className}: ${contrast.toFixed(2)}`);
    }
    return [...found];
  });
}
