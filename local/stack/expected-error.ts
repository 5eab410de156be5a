/** Whether an error is about what somebody wrote, not about this program: those have a name that neither language nor Node gives. */
export function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error) || error instanceof DOMException || error.name in globalThis) return false;
  return error.name !== 'AssertionError' && error.name !== 'AbortError';
}
