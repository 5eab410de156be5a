/**
 * The items as they come, and undefined whenever nothing has come for so many milliseconds.
 *
 * Whoever leaves while an item is being waited for does not wait any longer; the source is left as soon as it has that item.
 */
export async function* withPauses<T extends object>(
  items: AsyncIterable<T>,
  milliseconds: number,
): AsyncGenerator<T | undefined, void, undefined> {
  const source = items[Symbol.asyncIterator]();
  let isWaiting = false;
  try {
    for (;;) {
      const next = source.next();
      isWaiting = true;
      let result = await within(next, milliseconds);
      while (!result) {
        yield undefined;
        result = await within(next, milliseconds);
      }
      isWaiting = false;
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    const left = source.return?.();
    if (isWaiting) left?.catch(() => undefined);
    else await left;
  }
}

/** What a promise comes to, or undefined if it takes longer. */
function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, undefined);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
