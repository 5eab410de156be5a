import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { closeServer, listenLocally } from '../listening.ts';
import { checkPorts, holdPorts, PortInUseError } from './ports.ts';

let others: Server[];
beforeEach(() => {
  others = [createServer(), createServer()];
});
afterEach(async () => {
  await Promise.all(others.map(closeServer));
});

const takenPorts = async () => {
  const addresses = await Promise.all(others.map((server) => listenLocally(server, 0)));
  return addresses.map((address) => Number(new URL(address).port));
};
/** A port that is free at the moment. */
const freePort = async () => {
  const held = await holdPorts({ api: 0, endpoint: 1, domain: 1, site: 1 });
  await held.releaseAll();
  return held.ports.api;
};
const refusal = async (ports: Parameters<typeof checkPorts>[0]) => {
  const error = await checkPorts(ports).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PortInUseError);
  return (error as Error).message;
};

it('all ports that are taken are named at once, each with its flag', async () => {
  const [api, domain] = await takenPorts();

  expect(await refusal({ api: api!, endpoint: 0, domain: domain! })).toBe(
    `Port ${api}, for the API, is in use by another program. Stop that, or choose another port with --port.\n` +
      `Port ${domain}, for the sign-in pages, is in use by another program. Stop that, or choose another port with --domain-port.`,
  );
});

it('one port cannot be for two servers', async () => {
  const port = await freePort();

  expect(await refusal({ api: port, domain: port })).toBe(
    `Port ${port}, for the sign-in pages, is wanted for the API as well: choose another port with --domain-port.`,
  );
});

it('ports that are free, or that anything may be, are fine and stay free', async () => {
  const port = await freePort();

  await checkPorts({ api: port, endpoint: 0, domain: 0 });
  await checkPorts({ api: port });
});

it('ports that are found are kept from everybody else, each until it is released', async () => {
  const { ports, release, releaseAll } = await holdPorts({ api: 0, endpoint: 0, domain: 0, site: 4711 });
  const { api, endpoint, domain, site } = ports;
  expect(site).toBe(4711);

  await release('endpoint');

  await checkPorts({ endpoint });
  expect(await refusal({ api, domain })).toMatch(
    new RegExp(`^Port ${api}, .* is in use .*\nPort ${domain}, .* is in use`),
  );
  await releaseAll();
  await checkPorts({ api, endpoint, domain });
});
