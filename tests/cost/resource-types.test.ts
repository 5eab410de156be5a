import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPrices } from '../../scripts/cost/prices.ts';
import { resourceTypes } from '../../scripts/cost/resource-types.ts';
import { root } from '../testing/contract.ts';

/** Every kind of resource in the template, whatever its conditions say. */
const types = new Set(
  [...readFileSync(join(root, 'template.yaml'), 'utf8').matchAll(/^ {4}Type: ((?:AWS|Custom)::[\w:]+)$/gm)].map(
    ([, type = '']) => type,
  ),
);

it('every kind of resource in the template has a price, or a reason why it has none', () => {
  expect(types.size).toBeGreaterThan(20);
  expect([...types].filter((type) => !(type in resourceTypes))).toEqual([]);
});

it('every price that a kind of resource leads to is in the table, and every price comes from one', () => {
  const { prices } = readPrices();
  const named = new Set(Object.values(resourceTypes).flatMap((billing) => ('prices' in billing ? billing.prices : [])));

  expect([...named].filter((id) => !prices.has(id))).toEqual([]);
  // Text messages are sent by a function; x86_64 is what the template does not choose; SQS gets messages of failures only.
  const byOthers = ['sns-texts', 'lambda-duration-x86_64', 'sqs-requests'];
  expect([...prices.keys()].filter((id) => !named.has(id) && !byOthers.includes(id))).toEqual([]);
});
