import { describe, expect, it } from 'vitest';
import { folded } from '../../dragons/folded.ts';
import document from 'us-atlas/states-albers-10m.json?raw';
import { atlasOf } from './atlas.ts';
import { stateNames } from './state-names.ts';

const atlas = atlasOf(JSON.parse(document));

describe('the atlas', () => {
  it('has the states whose names the page knows', () => {
    expect(atlas.states.map(({ name }) => name)).toEqual(stateNames);
  });

  it('has room for every state in its view', () => {
    const [left = 0, top = 0, width = 0, height = 0] = atlas.viewBox.split(' ').map(Number);
    for (const { name, x, y, d } of atlas.states) {
      expect(d, name).toMatch(/^(M-?[\d.]+,[\d.]+(L-?[\d.]+,[\d.]+)+Z)+$/);
      expect(x > left && x < left + width && y > top && y < top + height, name).toBe(true);
    }
  });

  it('has the lines between states', () => {
    expect(atlas.borders).toMatch(/^M/);
  });

  it.each([null, 'x', {}, { type: 'Topology', arcs: [], bbox: [0, 0, 1, 1], objects: { counties: {} } }])(
    'is not taken from another document: %j',
    (value) => {
      expect(() => atlasOf(value)).toThrow('no TopoJSON document with states');
    },
  );
});

it('the name of a state is found in whatever case and blanks', () => {
  expect(folded('  New\u00a0 YORK ')).toBe(folded('New York'));
});
