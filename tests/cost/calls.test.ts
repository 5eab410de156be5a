import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf, leftOut } from '../../scripts/cost/calls.ts';
import { readDeployment } from '../../scripts/cost/deployment.ts';
import { readProfile } from '../../scripts/cost/profile.ts';
import { readPrices } from '../../scripts/cost/prices.ts';
import { operations, pascal, root } from '../testing/contract.ts';
import { entryOf, functions } from '../testing/template.ts';
import { commandsOf } from '../testing/uses-of-handlers.ts';

const profile = readProfile();
const facts = { deployment: readDeployment(join(root, 'template.yaml'), {}), profile };

it('every function is reckoned with, or left out with a reason', () => {
  const known = [...Object.keys(callsOf), ...Object.keys(leftOut)];

  expect(functions.map(({ logicalId }) => logicalId).filter((id) => !known.includes(id))).toEqual([]);
  expect(Object.keys(callsOf).filter((id) => !functions.some(({ logicalId }) => logicalId === id))).toEqual([]);
});

describe.each(functions.filter(({ logicalId }) => logicalId in callsOf))('$logicalId', (resource) => {
  const calls = callsOf[resource.logicalId]!(facts);

  it('is reckoned to send the commands that its code has, and no others', async () => {
    const commands = new Set((await commandsOf(join(root, entryOf(resource)))).map(({ command }) => command));

    expect(calls.map(({ command }) => command).toSorted()).toEqual([...commands].toSorted());
  });

  it('uses only what has a price', () => {
    const { prices } = readPrices();

    for (const { uses = {} } of calls) for (const id of Object.keys(uses)) expect([...prices.keys()]).toContain(id);
  });
});

it('every operation of the contract is in the profile, and runs the function of its name', () => {
  expect(Object.keys(profile.operations).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  for (const { id } of operations) expect(callsOf).toHaveProperty(pascal(id));
});

it('every function that no client waits for has its time in the profile', () => {
  const background = Object.keys(callsOf).filter((id) => !operations.some((operation) => pascal(operation.id) === id));

  expect(Object.keys(profile.background).toSorted()).toEqual(background.toSorted());
});
