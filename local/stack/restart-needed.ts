/** The running stack cannot take over a change of its template. */
export class RestartNeededError extends Error {
  override readonly name = 'RestartNeededError';
}
