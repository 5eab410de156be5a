import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ProfileError, readProfile } from './profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'dragons-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));

function profile(text: string): ReturnType<typeof readProfile> {
  const file = join(folder, 'profile.yaml');
  writeFileSync(file, text);
  return readProfile(file);
}

it('a profile says what differs; the rest is the project’s own', () => {
  const { description, catalog, coldStarts } = profile('description: A large one\ncatalog: { dragons: 50000 }');

  expect({ description, dragons: catalog.dragons }).toEqual({ description: 'A large one', dragons: 50_000 });
  expect(catalog.bytesPerDragon).toBe(readProfile().catalog.bytesPerDragon);
  expect(coldStarts).toEqual(readProfile().coldStarts);
});

it('JSON is YAML, too', () => {
  expect(profile('{"users": {"machineTokens": 1}}').users.machineTokens).toBe(1);
});

describe('what cannot be is refused, all of it at once', () => {
  it.each([
    [
      'shares that are not one together',
      'operations: { getDragon: { share: 0.5 } }',
      /the shares are 1\.23 together, not 1 \(listDragons 0\.62, getDragon 0\.5/,
    ],
    [
      'an operation that the contract does not have',
      'operations: { flyDragon: { share: 0 } }',
      /operations\.flyDragon is unknown; known are listDragons, /,
    ],
    ['a misspelled field', 'catalog: { dragon: 5 }', /catalog\.dragon is unknown; known are dragons, /],
    ['a misspelled group', 'catalogue: {}', /catalogue is unknown; known are operations, /],
    ['a text for a number', 'preflightsPerRequest: many', /preflightsPerRequest is "many", not a number of at least 0/],
    ['a negative number', 'items: { dragon: -1 }', /items\.dragon is -1, not a number of at least 0/],
    ['no number', 'items: { dragon: .nan }', /items\.dragon is null, not a number/],
    ['a share above one', 'coldStarts: { share: 1.5 }', /coldStarts\.share is 1\.5, not a number from 0 to 1/],
    [
      'reports that are both',
      'reports: { replayed: 0.6, rejected: 0.6 }',
      /replayed and rejected are more than 1 together/,
    ],
    ['nothing in a batch', 'changesPerBatch: 0', /changesPerBatch is 0, not a number above 0/],
    ['a number for a group', 'logs: 5', /logs holds fields, not one value/],
    ['no truth value', 'engine: { hasS3Select: perhaps }', /engine\.hasS3Select is "perhaps", not true or false/],
    ['no map', '- 1', /a profile is a map/],
    ['no YAML', 'a: [', /profile\.yaml is no traffic profile:\n {2}\S/],
  ])('%s', (_, text, message) => {
    expect(() => profile(text)).toThrow(ProfileError);
    expect(() => profile(text)).toThrow(message);
  });

  it('two faults make two lines', () => {
    expect(() => profile('items: { dragon: -1, report: -1 }')).toThrow(/items\.dragon is -1.*\n.*items\.report is -1/);
  });

  it('a file that is not there', () => {
    expect(() => readProfile(join(folder, 'none.yaml'))).toThrow(/no such file/);
  });
});
