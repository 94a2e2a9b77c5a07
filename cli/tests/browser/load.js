// Many readers at once: node load.js [clients] [seconds]. Each moves the threshold of an election again and again over
// one connection; some look at curves, some draw. It ends with 1 when anything but an answer came.

import { Agent, request } from "node:http";
import { readFile } from "node:fs/promises";

import { serve } from "./browser.js";

const clients = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 60);
const { address, child, stop } = await serve();
const agent = new Agent({ keepAlive: true, maxSockets: clients });
const { port } = new URL(address);

function ask(path, body) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((done, fail) => {
    const asked = request({ host: "127.0.0.1", port, path, agent, method: text === undefined ? "GET" : "POST",
      headers: text === undefined ? {} : { "Content-Length": Buffer.byteLength(text) } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      answer.on("error", fail);
    });
    asked.on("error", (error) => {
      // A connection of two minutes is closed by the server: a browser asks again, and so does this.
      if (asked.reusedSocket && error.code === "ECONNRESET") ask(path, body).then(done, fail);
      else fail(error);
    });
    asked.end(text);
  });
}

const memory = async () => {
  const line = (await readFile(`/proc/${child.pid}/status`, "utf8")).split("\n").find((line) => line.startsWith("VmRSS"));
  return Number(line.match(/\d+/)[0]) / 1024;
};

const ELECTIONS = ["kazakhstan:2023-03-19", "kazakhstan:2021-01-10", "world:nz_2023", "world:nl_2023"];
const times = [];
const wrong = new Map();
let busy = 0;
const end = Date.now() + 1000 * seconds;

async function reader(number) {
  for (let step = number; Date.now() < end; step++) {
    const votes = ELECTIONS[step % ELECTIONS.length];
    const question = votes === "kazakhstan:2023-03-19" ? { votes, set: { "list.threshold.at_least": `${step % 15}%` } } : { votes };
    const kind = step % 50;
    const begun = performance.now();
    try {
      const answer = kind === 7 ? await ask("/api/curves", { question: { votes: ELECTIONS[0] }, along: "threshold" })
        : kind === 23 ? await ask("/api/draws", { question, draws: 256 })
          : await ask("/api/count", question);
      // A full queue of draws is an answer too.
      if (kind === 23 && answer.status === 503) busy++;
      else if (answer.status !== 200) wrong.set(answer.text, (wrong.get(answer.text) ?? 0) + 1);
    } catch (error) {
      wrong.set(String(error), (wrong.get(String(error)) ?? 0) + 1);
    }
    times.push(performance.now() - begun);
  }
}

// Once round, so that every election is open.
for (const votes of ELECTIONS) await ask("/api/count", { votes });
const alone = [];
for (let step = 0; step < 40; step++) {
  const begun = performance.now();
  await ask("/api/count", { votes: ELECTIONS[0], set: { "list.threshold.at_least": `${step % 15}%` } });
  alone.push(performance.now() - begun);
}
const sizes = [await memory()];
const watch = setInterval(async () => sizes.push(await memory()), (1000 * seconds) / 12);
await Promise.all(Array.from({ length: clients }, (_, number) => reader(number)));
clearInterval(watch);
sizes.push(await memory());
stop();
agent.destroy();

const at = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor(share * (numbers.length - 1))].toFixed(1);
console.log(`one reader alone: ${at(alone, 0.5)} ms for a change in the middle, ${at(alone, 0.95)} ms for 95 of 100`);
console.log(`${clients} readers, ${seconds} s: ${times.length} answers, ${at(times, 0.5)} ms in the middle, ${at(times, 0.99)} ms for 99 of 100`);
console.log(`memory, MiB: ${sizes.map((size) => size.toFixed(0)).join(" ")}; runs refused because many wait: ${busy}`);
for (const [what, times] of wrong) console.log(`WRONG ${times} times: ${what}`);
process.exit(wrong.size === 0 ? 0 : 1);
