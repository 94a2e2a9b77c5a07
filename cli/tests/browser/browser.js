// A server of its own, and a browser that asks it and nobody else.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";

const PROGRAM = process.env.SAILAU ?? new URL("../../../target/debug/sailau", import.meta.url).pathname;

/// Starts the program on a free port; gives its address and its process.
export async function serve() {
  const child = spawn(PROGRAM, ["serve", "--bind", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return { address: line.trim(), child, stop: () => child.kill() };
}

/// A browser with nothing in it.
export async function browse() {
  const profile = await mkdtemp(path.join(tmpdir(), "sailau-page-"));
  const context = async (options = {}) => {
    const own = await mkdtemp(path.join(profile, "profile-"));
    const opened = await chromium.launchPersistentContext(own, {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"],
      locale: "en-GB",
      viewport: { width: 1280, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    // Where tests run, others may be at work too.
    opened.setDefaultTimeout(120_000);
    return opened;
  };
  return { context, close: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }) };
}

/// Opens the page at an address behind the #, and waits for the answer. What the page complains of is kept.
export async function open(context, address, hash = "") {
  const page = context.pages()[0] ?? await context.newPage();
  const complaints = [];
  const asked = [];
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address + hash);
  await settled(page);
  return { page, complaints, asked };
}

/// The answer to the last change is shown.
export async function settled(page) {
  await page.waitForFunction(() => document.getElementById("title").textContent !== "" && !document.body.classList.contains("counting"));
  await page.waitForTimeout(60);
  await page.waitForFunction(() => !document.body.classList.contains("counting"));
}
