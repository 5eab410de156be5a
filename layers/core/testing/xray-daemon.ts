import { createSocket } from 'node:dgram';
import { onTestFinished, vi } from 'vitest';

/** A subsegment document as X-Ray's daemon gets it. */
export interface SentSubsegment {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly parent_id: string;
  readonly trace_id: string;
  readonly name: string;
  readonly start_time: number;
  readonly end_time: number;
}

export interface XrayDaemon {
  readonly address: string;
  /** What was sent since the last call, in the order of arrival. Whatever was sent before this call has arrived when it answers. */
  readonly received: () => Promise<SentSubsegment[]>;
}

/** X-Ray's daemon, listening until the test is finished; `AWS_XRAY_DAEMON_ADDRESS` names it. */
export async function xrayDaemon(): Promise<XrayDaemon> {
  const socket = createSocket('udp4');
  const messages: string[] = [];
  socket.on('message', (message) => messages.push(message.toString()));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  const { port } = socket.address();
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${port}`);
  return {
    address: `127.0.0.1:${port}`,
    received: async () => {
      // The kernel keeps what comes over the loopback in its order: behind this, nothing is on its way.
      socket.send('end', port, '127.0.0.1');
      await vi.waitFor(
        () => {
          if (messages.at(-1) !== 'end') throw new Error('The end has not arrived.');
        },
        { timeout: 15_000, interval: 5 },
      );
      return messages.splice(0).slice(0, -1).map(subsegmentOf);
    },
  };
}

/** @throws when the message has not the daemon's header: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html */
function subsegmentOf(message: string): SentSubsegment {
  const [header, document = ''] = message.split('\n', 2);
  if (header !== '{"format":"json","version":1}') throw new Error(`Not the header of X-Ray's daemon: ${header}`);
  return JSON.parse(document) as SentSubsegment;
}

/** The segment that Lambda makes of an invocation. */
export const lambdaSegment = { trace: '1-5759e988-bd862e3fe1be46a994272793', id: '53995c3f42cd8ad8' };

/** A trace header as Lambda sets it for an invocation that is sampled. */
export const sampledHeader = `Root=${lambdaSegment.trace};Parent=${lambdaSegment.id};Sampled=1`;
