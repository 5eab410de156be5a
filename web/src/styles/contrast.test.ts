import { describe, expect, it } from 'vitest';
import mapStyles from '../parts/map/map.css?raw';
import { hues } from '../parts/emblem/family.ts';
import familyStyles from './families.css?raw';
import { contrast, fromHex, fromOklch, mixed, type Oklab } from './testing/colour.ts';
import tokens from './tokens.css?raw';

const modes = ['light', 'dark'] as const;
type Mode = (typeof modes)[number];

/** The two colours of a token. */
function token(name: string, mode: Mode): Oklab {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(tokens) ?? [];
  const hex = mode === 'light' ? light : dark;
  if (hex === undefined) throw new Error(`tokens.css has no colour --${name}.`);
  return fromHex(hex);
}

/** What families.css says of each family: a hue, and what else is its own. */
const families = [...familyStyles.matchAll(/(\[data-[^{]+\]) \{([^}]*--family-hue: (\d+)[^}]*)\}/g)].map(
  ([, selector = '', block = '', hue]) => {
    const own = [...block.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(([, ...parts]) => parts.map(Number));
    const [light, dark] = own.map(([lightness = 0, chroma = 0, angle = 0]) => fromOklch(lightness, chroma, angle));
    const [, chroma = '0.13'] = /--family-chroma: ([\d.]+)/.exec(block) ?? [];
    return { selector, hue: Number(hue), chroma: Number(chroma), colours: { light, dark } };
  },
);

/** A colour of families.css that is made of a hue. */
function general(name: string, mode: Mode, hue: number, chroma: number): Oklab {
  const block = familyStyles.slice(familyStyles.indexOf(`--${name}: light-dark(`));
  const [light, dark] = [...block.matchAll(/oklch\(([\d.]+) (?:calc\()?var\(--family-chroma\)(?: \* ([\d.]+))?/g)];
  const [, lightness, share = '1'] = (mode === 'light' ? light : dark) ?? [];
  return fromOklch(Number(lightness), chroma * Number(share), hue);
}

/** A shade of the map, as map.css mixes it; 0 for states without dragons. */
function shadeOf(level: number, mode: Mode): Oklab {
  const selector = level === 0 ? '.map__state {' : `&[data-level='${level}'] {`;
  const block = mapStyles.slice(mapStyles.indexOf(selector));
  const [, name = '', share = '100'] =
    /fill: (?:color-mix\(in oklab, )?var\(--([\w-]+)\)(?: (\d+)%)?/.exec(block) ?? [];
  return mixed(token(name, mode), Number(share) / 100, token('paper-raised', mode));
}

const papers = ['paper', 'paper-raised', 'paper-sunken'];
const texts: [string, string[]][] = [
  ['ink', [...papers, 'accent-soft', 'bad-soft', 'good-soft', 'wait-soft']],
  ['ink-soft', [...papers, 'bad-soft', 'wait-soft', 'good-soft']],
  ['accent', [...papers, 'accent-soft']],
  ['accent-strong', papers],
  ['on-accent', ['accent', 'accent-strong']],
  ['bad', [...papers, 'bad-soft']],
  ['on-bad', ['bad']],
  ['good', ['good-soft']],
  ['wait', ['wait-soft']],
];

describe.each(modes)('in %s mode', (mode) => {
  it.each(texts.flatMap(([text, surfaces]) => surfaces.map((surface) => [text, surface] as const)))(
    'text in %s is readable on %s',
    (text, surface) => {
      expect(contrast(token(text, mode), token(surface, mode))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['edge', 'focus'].flatMap((line) => papers.map((surface) => [line, surface] as const)))(
    'a line in %s is seen on %s',
    (line, surface) => {
      expect(contrast(token(line, mode), token(surface, mode))).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([1, 2, 3, 4])('a number is readable on shade %i of the map', (level) => {
    expect(contrast(token(level < 3 ? 'ink' : 'on-accent', mode), shadeOf(level, mode))).toBeGreaterThanOrEqual(4.5);
  });

  it('the shades of the map go from its card on, each clearly further than the one before', () => {
    const card = token('paper-raised', mode);
    const [none = 1, ...steps] = [0, 1, 2, 3, 4].map((level) => contrast(shadeOf(level, mode), card));
    expect(none).toBeGreaterThan(1.15);
    steps.reduce((before, step) => {
      expect(step / before).toBeGreaterThan(1.3);
      return step;
    }, none);
  });

  it.each(families)('the family $selector can be seen and read', ({ hue, chroma, colours }) => {
    const colour = colours[mode] ?? general('family', mode, hue, chroma);
    const ink = general('family-ink', mode, hue, chroma);
    const soft = mixed(colour, 0.15, token('paper-raised', mode));
    for (const surface of [...papers.map((paper) => token(paper, mode)), soft]) {
      expect(contrast(colour, surface)).toBeGreaterThanOrEqual(3);
      expect(contrast(ink, surface)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('has a hue for every number that a family may get', () => {
  const numbers = [...familyStyles.matchAll(/\[data-hue='(\d+)'\]/g)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: hues }, (_, number) => number));
});
