import { z } from "zod";

export const maxWaitSeconds = 50;

/** What may come of one event at most, in characters: a state is some hundred. */
const maxHeld = 100_000;

const stateSchema = z.looseObject({ status: z.string() });

/**
 * The last state that a computation's events told, once it is at its end or `seconds` have passed. The stream is let go of, also
 * where it breaks off.
 */
export async function waitForEnd(events: Response, seconds: number): Promise<unknown> {
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error("A computation's events have no body.");
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    reader.cancel().catch(() => {});
  }, seconds * 1000);
  let held = "";
  let state: z.infer<typeof stateSchema> | null = null;
  try {
    while (!isOver) {
      const { value, done } = await reader.read();
      if (done) break;
      held = (held + value).slice(-maxHeld);
      const lines = held.split("\n");
      held = lines.pop() ?? "";
      for (const line of lines)
        if (line.startsWith("data: ")) state = stateSchema.parse(JSON.parse(line.slice("data: ".length)));
      if (state && state.status !== "computing") break;
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
  return state;
}
