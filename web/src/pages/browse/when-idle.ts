/** Does something when the browser has nothing else to do; a little later, where it does not tell (Safari). @returns takes it back */
export function whenIdle(action: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(action, { timeout: 2000 });
    return () => cancelIdleCallback(id);
  }
  const id = setTimeout(action, 200);
  return () => clearTimeout(id);
}
