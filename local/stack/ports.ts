import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { closeServer, listenLocally } from '../listening.ts';

/** The ports of a stack on 127.0.0.1; 0 for any that is free. */
export interface Ports {
  readonly api: number;
  readonly endpoint: number;
  readonly domain: number;
  readonly site: number;
}

export const usualPorts: Ports = { api: 3000, endpoint: 4566, domain: 4580, site: 8080 };

const servers: Readonly<Record<keyof Ports, { readonly what: string; readonly flag: string }>> = {
  api: { what: 'the API', flag: '--port' },
  endpoint: { what: 'the AWS endpoint', flag: '--endpoint-port' },
  domain: { what: 'the sign-in pages', flag: '--domain-port' },
  site: { what: 'the web page', flag: '--site-port' },
};
const serverNames = ['api', 'endpoint', 'domain', 'site'] as const;

/** Ports that the stack needs cannot be had. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/**
 * Looks at all ports before anything is built, so that nobody learns of them one start after the other.
 * @throws PortInUseError naming every port that cannot be had, and the flag that changes it
 */
export async function checkPorts(ports: Partial<Ports>): Promise<void> {
  const wanted = serverNames.flatMap((server) => {
    const port = ports[server] ?? 0;
    return port === 0 ? [] : [{ server, port }];
  });
  const problems = wanted.flatMap(({ server, port }, index) => {
    const first = wanted.findIndex((other) => other.port === port);
    return first === index ? [] : [unavailable(server, port, `is wanted for ${what(wanted[first]?.server)} as well:`)];
  });
  for (const { server, port } of wanted) {
    const probe = createServer();
    try {
      await listenLocally(probe, port);
      await closeServer(probe);
    } catch (error) {
      problems.push(unavailable(server, port, refusalOf(error)));
    }
  }
  if (problems.length > 0) throw new PortInUseError([...new Set(problems)].join('\n'));
}

function what(server: keyof Ports | undefined): string {
  return server === undefined ? '' : servers[server].what;
}

function unavailable(server: keyof Ports, port: number, why: string): string {
  return `Port ${port}, for ${servers[server].what}, ${why} choose another port with ${servers[server].flag}.`;
}

/** Why a port cannot be had. @throws the error itself when that is not what it says */
function refusalOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'is in use by another program. Stop that, or';
  if (code === 'EACCES') return 'may not be used by this account:';
  throw error;
}

/**
 * Starts one of the stack's servers.
 * @param held where its port is, which is released for it
 * @param listen starts to listen and resolves to the address
 * @throws PortInUseError naming the port and the flag that changes it
 */
export async function listenOn(
  server: keyof Ports,
  held: HeldPorts,
  listen: (port: number) => Promise<string>,
): Promise<string> {
  const port = held.ports[server];
  await held.release(server);
  try {
    return await listen(port);
  } catch (error) {
    throw new PortInUseError(unavailable(server, port, refusalOf(error)), { cause: error });
  }
}

/** Ports of a stack that has not begun to listen yet. */
export interface HeldPorts {
  readonly ports: Ports;
  /** Lets go of a port that is held, for its server to listen on at once. Does nothing to one that is not, or not any more. */
  readonly release: (server: keyof Ports) => Promise<void>;
  readonly releaseAll: () => Promise<void>;
}

/**
 * Puts a port that is free in the place of each 0, and holds it: what is built and loaded before a stack listens takes seconds, in which anybody
 * else might be given the same port.
 */
export async function holdPorts(ports: Ports): Promise<HeldPorts> {
  const open = serverNames.filter((name) => ports[name] === 0);
  const holders = new Map(open.map((name) => [name, createHolder()]));
  const addresses = await Promise.all([...holders.values()].map((holder) => listenLocally(holder, 0)));
  const found = addresses.map((address) => Number(new URL(address).port));
  const release = async (server: keyof Ports): Promise<void> => {
    const holder = holders.get(server);
    holders.delete(server);
    if (holder !== undefined) await closeServer(holder);
  };
  return {
    ports: { ...ports, ...Object.fromEntries(open.map((name, index) => [name, found[index] ?? 0])) },
    release,
    releaseAll: async () => {
      await Promise.all(serverNames.map(release));
    },
  };
}

/** A server that talks to nobody. */
function createHolder(): Server {
  return createServer().on('connection', (socket: Socket) => socket.destroy());
}
