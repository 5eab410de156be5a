import { connect, createServer, type Server } from 'node:net';
import { once } from 'node:events';

/** Something that passes connections on. */
export interface Relay {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Passes connections to an address of this machine on to the local stack, which listens on 127.0.0.1 alone, so that containers reach it.
 * @param host an address of this machine that containers reach and nobody else, such as that of Docker's bridge
 * @param port where it listens; 0 for any that is free
 * @param target the port of the local stack
 * @throws Error of Node when nobody may listen there
 */
export async function relay(host: string, port: number, target = port): Promise<Relay> {
  const server: Server = createServer((incoming) => {
    const outgoing = connect({ host: '127.0.0.1', port: target });
    incoming.pipe(outgoing).pipe(incoming);
    incoming.on('error', () => outgoing.destroy());
    outgoing.on('error', () => incoming.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
