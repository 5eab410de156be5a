import type { Server } from 'node:http';

/**
 * Starts to listen on 127.0.0.1 and nowhere else.
 * @param port 0 for any free one
 * @returns the address, such as `http://127.0.0.1:4580`
 * @throws Error of Node with its `code` (EADDRINUSE, EACCES, …) when the port cannot be had
 */
export function listenLocally(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://127.0.0.1:${bound}`);
    });
  });
}

/** Stops listening and ends the connections that are open. Does nothing to a server that does not listen. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
