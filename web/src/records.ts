/** The members of a value of any kind, such as one that was kept by an earlier version of the page; none where it has none. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
