// Questions to the server.

/// Asks, and gives the answer or throws its sentence.
export async function ask(address, body, signal) {
  const answer = await fetch(address, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (!answer.ok) throw new Error(await sentence(answer));
  return answer;
}

export const askJson = async (address, body, signal) => (await ask(address, body, signal)).json();

async function sentence(answer) {
  try {
    return (await answer.json()).error;
  } catch {
    return `${answer.status} ${answer.statusText}`;
  }
}

/// Asks again and again as a reader changes things: never two at once, and the last wish is always asked.
export function latest(work) {
  let running = false;
  let wanted = false;
  return async function again() {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted) {
        wanted = false;
        await work();
      }
    } finally {
      running = false;
    }
  };
}
