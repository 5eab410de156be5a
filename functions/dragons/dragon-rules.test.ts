import { expect, it } from 'vitest';
import { dragonFaults, keptForm } from './dragon-rules.ts';
import { awkwardDragons, dragon } from './testing/dragons.ts';

it.each(awkwardDragons.map((one) => [one.dragonName, one] as const))('%s is a dragon like any other', (_, one) => {
  expect(dragonFaults(one)).toEqual([]);
});

it.each([
  ['a name of blanks', { dragonName: ' \u3000' }, '/dragonName'],
  ['a name of characters without a width', { dragonName: '\u200b\u202e' }, '/dragonName'],
  ['a name that is an accent', { dragonName: '\u0301' }, '/dragonName'],
  ['a name that is a dot', { dragonName: '.' }, '/dragonName'],
  ['a name that is two dots', { dragonName: '..' }, '/dragonName'],
  ['a family with a digit', { family: 'red2' }, '/family'],
  ['a family of two words', { family: 'dark red' }, '/family'],
  ['half a surrogate pair', { description: 'half \ud83d' }, '/description'],
])('%s is refused with its field', (_, more, name) => {
  expect(dragonFaults(dragon(more))).toEqual([{ in: 'body', name, message: expect.stringMatching(/^must/) }]);
});

it('a family may be of any script', () => {
  expect(dragonFaults(dragon({ family: 'Зелёный' }))).toEqual([]);
});

it('is kept as it came, but for the case of its family, and without anything that is no field of a dragon', () => {
  const kept = keptForm({ ...dragon({ dragonName: 'FRANK', family: 'Purple' }), ...{ reportingPhoneNumber: '+1' } });

  expect(kept).toEqual(dragon({ dragonName: 'FRANK', family: 'purple' }));
});
