/** The values of several sources as they come. An error of one ends all; so does leaving, once each has come to its next value or end. */
export async function* merged<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const pending = new Map(sources.map((source) => [source, nextOf(source)]));
  try {
    while (pending.size > 0) {
      const { source, result } = await Promise.race(pending.values());
      if (result.done) pending.delete(source);
      else {
        pending.set(source, nextOf(source));
        yield result.value;
      }
    }
  } finally {
    // What is still awaited may fail when nobody asks any more.
    for (const awaited of pending.values()) awaited.catch(() => {});
    await Promise.all([...pending.keys()].map((source) => source.return(undefined)));
  }
}

async function nextOf<T>(source: AsyncGenerator<T>) {
  return { source, result: await source.next() };
}
