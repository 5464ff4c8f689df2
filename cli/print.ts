/** Writes to standard output and waits until it is taken: a pipe holds less than a long answer. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
