import { createServer, type Server } from 'node:http';

/** The ports of a stack on 127.0.0.1; 0 for any that is free. */
export interface Ports {
  readonly api: number;
  readonly endpoint: number;
  readonly domain: number;
}

export const usualPorts: Ports = { api: 3000, endpoint: 4566, domain: 4580 };

const servers: Readonly<Record<keyof Ports, { readonly what: string; readonly flag: string }>> = {
  api: { what: 'the API', flag: '--port' },
  endpoint: { what: 'the AWS endpoint', flag: '--endpoint-port' },
  domain: { what: 'the sign-in pages', flag: '--domain-port' },
};

/** Another program listens on a port that the stack needs. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(server: keyof Ports, port: number, cause: unknown) {
    const { what, flag } = servers[server];
    super(`Port ${port}, for ${what}, is in use by another program. Stop that, or choose another port with ${flag}.`, {
      cause,
    });
  }
}

/**
 * Starts one of the stack's servers.
 * @param listen starts to listen and resolves to the address
 * @throws PortInUseError naming the port and the flag that changes it
 */
export async function listenOn(
  server: keyof Ports,
  port: number,
  listen: (port: number) => Promise<string>,
): Promise<string> {
  try {
    return await listen(port);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new PortInUseError(server, port, error);
    }
    throw error;
  }
}

/** Starts a plain server on 127.0.0.1. @returns its address */
export function listenLocally(server: Server): (port: number) => Promise<string> {
  return (port) =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        const address = server.address();
        const bound = typeof address === 'object' && address !== null ? address.port : port;
        resolve(`http://127.0.0.1:${bound}`);
      });
    });
}

/** Stops listening and ends the connections that are open. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const address = await listenLocally(server)(0);
  await closeServer(server);
  return Number(new URL(address).port);
}
