import { createSocket, type Socket } from 'node:dgram';

/** Where X-Ray's daemon listens. Lambda runs one beside every function with active tracing. */
export interface DaemonAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * The daemon's address, from the environment: `169.254.79.129:2000`, or `udp:127.0.0.1:2000 tcp:127.0.0.1:2001`
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-nodejs-configuration.html).
 * @returns undefined when there is none, so that nothing can be sent
 */
export function daemonAddress(): DaemonAddress | undefined {
  const [, host, port] = /(?:^|udp:)(\d+\.\d+\.\d+\.\d+):(\d+)/.exec(process.env.AWS_XRAY_DAEMON_ADDRESS ?? '') ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
}

/**
 * Sends a segment document. It is with the kernel when this returns: Lambda's runtime asks for the next invocation in the same turn of the event
 * loop in which the handler's promise is fulfilled (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, `src/runtime/runtime.ts`),
 * and from then on the environment may be frozen. What cannot be sent is lost in silence.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export function sendToDaemon(document: string, { host, port }: DaemonAddress): void {
  socket ??= openSocket();
  // A datagram holds less than the 64 kB that X-Ray takes; what is too long for one comes back as an error, as does anything else.
  socket.send(`{"format":"json","version":1}\n${document}`, port, host, () => undefined);
}

let socket: Socket | undefined;

/** A socket that keeps no process alive. */
function openSocket(): Socket {
  const opened = createSocket({
    type: 'udp4',
    // Looking an address up takes Node a turn of the event loop even if there is nothing to look up.
    lookup: (address, _options, callback) => callback(null, address, 4),
  });
  opened.on('error', () => {
    socket = undefined;
    opened.close();
  });
  return opened.unref();
}
