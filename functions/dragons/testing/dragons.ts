import type { Dragon } from '../dragon.ts';

/** A dragon with everything but what a test is about filled in. */
export function dragon(more: Partial<Dragon> = {}): Dragon {
  return {
    dragonName: 'Atlas',
    family: 'red',
    description: 'Large.',
    city: 'anchorage',
    country: 'usa',
    state: 'alaska',
    neighborhood: 'downtown',
    ...more,
  };
}

/** Dragons whose texts are hard to search: quotes, wildcards, cases, scripts beyond the basic plane. */
export const awkwardDragons: readonly Dragon[] = [
  dragon({
    dragonName: 'atlas II',
    family: 'blue',
    city: 'Anchorage',
    description: 'Says "hi" \\ and\nwaves: 100%_sure',
  }),
  dragon({ dragonName: "O'Brien", family: 'red', description: "It's 'quoted'" }),
  dragon({ dragonName: 'Zoë', family: 'green', description: 'Accents: é (decomposed: e\u0301)' }),
  dragon({ dragonName: 'Ångström', family: 'green', state: 'Nevada' }),
  dragon({ dragonName: '🐉 Emoji', family: 'red', description: 'Beyond the basic plane 🐲' }),
  dragon({
    dragonName: '\uff21full width',
    family: 'black',
    description: 'After the surrogates in UTF-16, before them in code points',
  }),
  dragon({ dragonName: '100%', family: 'red', description: 'percent' }),
  dragon({ dragonName: '100x', family: 'red', description: 'no percent' }),
  dragon({ dragonName: 'a_b', family: 'blue', description: 'underscore' }),
  dragon({ dragonName: 'aXb', family: 'blue', description: 'no underscore' }),
  dragon({ dragonName: 'Atlas', family: 'red' }),
];
