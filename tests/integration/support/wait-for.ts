import { patience } from "./patience";

/** Asks again until `question` answers with something, and fails with `what` after more than the `seconds` that it takes on a free machine. */
export async function waitFor<T>(
  what: string,
  question: () => Promise<T | null | undefined | false>,
  seconds = 30,
): Promise<T> {
  const deadline = Date.now() + patience * seconds * 1000;
  while (Date.now() < deadline) {
    const answer = await question();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited ${patience * seconds} s in vain for ${what}.`);
}
