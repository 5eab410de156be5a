import { Agent, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Gateway } from './gateway.ts';
import { gatewayServer } from './gateway-server.ts';
import { startGateway } from './testing/gateway-under-test.ts';

const saying = (text: string): Gateway => ({
  handle(_request: IncomingMessage, response: ServerResponse) {
    response.end(text);
  },
});

describe('gatewayServer', () => {
  it('answers with the gateway that is current, on the connection that is open', async () => {
    let current = saying('old');
    const server = gatewayServer(() => current);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    const get = () =>
      new Promise<string>((resolve, reject) => {
        request({ port, host: '127.0.0.1', agent }, (response) => {
          ports.add(response.socket.localPort);
          response.on('data', (chunk: Buffer) => resolve(chunk.toString()));
        })
          .on('error', reject)
          .end();
      });

    const before = await get();
    current = saying('new');
    const after = await get();

    agent.destroy();
    server.close();
    expect([before, after]).toEqual(['old', 'new']);
    expect(ports.size).toBe(1);
  });

  it('answers an Expect that it does not know like any other request', async () => {
    const gateway = await startGateway();
    const received = await gateway.send({ path: '/open', headers: { Expect: 'the-unexpected' } });
    await gateway.close();
    expect(received.status).toBe(200);
  });

  it('reports every answer once, with what it took', async () => {
    const gateway = await startGateway();
    const received = await gateway.send({ path: '/open?a=1' });
    await gateway.close();
    expect(gateway.log).toEqual([
      {
        requestId: received.headers['x-amzn-requestid'],
        extendedRequestId: received.headers['x-amz-apigw-id'],
        method: 'GET',
        path: '/open',
        resourcePath: '/open',
        operationId: 'readOpen',
        sourceIp: '127.0.0.1',
        status: 200,
        responseBytes: 2,
        durationMillis: expect.any(Number) as number,
        integrationMillis: expect.any(Number) as number,
      },
    ]);
  });
});

it.each([
  ['with the stage, as behind the domain of AWS', {}, '/v1/open'],
  ['without the stage where clients see none', { basePath: '' }, '/open'],
  ['with the base path of a domain', { basePath: '/library' }, '/library/open'],
])('an event has the path of the context %s', async (_, options, path) => {
  const gateway = await startGateway(options);

  await gateway.send({ path: '/open' });
  await gateway.close();

  expect(gateway.events).toMatchObject([{ path: '/open', requestContext: { path, stage: 'v1' } }]);
});
