/**
 * Remembers what was made for a name and gives the same thing the next time.
 * The caller keeps its side of {@link Storage.table}: a name always stands for the same type.
 */
export function onceByName(): <V>(name: string, make: () => V) => V {
  const made = new Map<string, unknown>();
  return <V>(name: string, make: () => V): V => {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      throw new Error(`"${name}" cannot name a table: use lower-case words joined by hyphens.`);
    }
    const known = made.get(name);
    if (isMadeBy(make, known)) return known;
    const value = make();
    made.set(name, value);
    return value;
  };
}

/** The type of what a name stands for is the caller's promise: see above. */
function isMadeBy<V>(_make: () => V, value: unknown): value is V {
  return value !== undefined;
}
