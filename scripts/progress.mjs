/** Milliseconds between the start of this process and now. */
const elapsed = () => performance.now();

/**
 * One calm line: how long it has been going, and what happens now.
 *
 * @param {string} line
 */
export function say(line) {
  const seconds = (elapsed() / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
