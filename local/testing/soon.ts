/**
 * How long a test waits for what threads, processes, sockets and file watchers do before it fails: for `vi.waitFor` and `expect.poll`, which give
 * up after a second by themselves. A machine that does three other things takes its time, and a test that passes does not wait for it.
 */
export const soon = { timeout: 30_000, interval: 20 } as const;
