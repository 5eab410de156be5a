import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contract, root } from '../testing/contract.ts';

const schema = JSON.parse(readFileSync(join(root, 'functions/dragons/dragon-event.schema.json'), 'utf8')) as Record<
  string,
  any
>;

/** A schema without what it says for people. */
const bare = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      key === 'description' && typeof part === 'string' ? undefined : part,
    ),
  );

it('a dragon in an event is a dragon of the contract', () => {
  expect(bare(schema.$defs.dragon as object)).toEqual(bare(contract.components.schemas.Dragon as object));
});

it('a report in an event is rejected for a reason of the contract, and has an id that getReport takes', () => {
  expect(schema.$defs.reason.enum).toEqual(contract.components.schemas.Report.properties.reason.properties.code.enum);
  expect(schema.$defs.reportId).toEqual(contract.paths['/reports/{reportId}'].get.parameters[0].schema);
});
