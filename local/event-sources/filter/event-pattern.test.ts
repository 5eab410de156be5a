import { describe, expect, it } from 'vitest';
import { eventPattern } from './event-pattern.ts';
import { filterCriteria } from './filter-criteria.ts';

const matches = (pattern: unknown, event: unknown) => eventPattern(JSON.stringify(pattern))(event);
const image = (attributes: object) => ({ eventName: 'INSERT', dynamodb: { NewImage: attributes } });
const inImage = (attributes: object) => ({ dynamodb: { NewImage: attributes } });

describe('an event pattern', () => {
  it.each([
    ['an equal text', { a: ['x'] }, { a: 'x' }, { a: 'X' }],
    ['an equal number', { a: [5] }, { a: 5 }, { a: '5' }],
    ['a boolean', { a: [true] }, { a: true }, { a: false }],
    ['null', { a: [null] }, { a: null }, {}],
    ['an empty text', { a: [''] }, { a: '' }, { a: null }],
    ['one of several values', { a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
    ['all of several members', { a: ['x'], b: ['y'] }, { a: 'x', b: 'y' }, { a: 'x' }],
    ['a beginning', { a: [{ prefix: 'us-' }] }, { a: 'us-east-1' }, { a: 'eu-us-' }],
    ['an end', { a: [{ suffix: '.png' }] }, { a: 'x.png' }, { a: '.pngx' }],
    ['a text in any case', { a: [{ 'equals-ignore-case': 'Ann' }] }, { a: 'aNN' }, { a: 'Anne' }],
    ['anything but a value', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, { a: 'x' }],
    ['anything but some values', { a: [{ 'anything-but': [1, 2] }] }, { a: 3 }, { a: 2 }],
    ['anything but, which wants a value', { a: [{ 'anything-but': ['x'] }] }, { a: null }, {}],
    ['an equal number by operator', { a: [{ numeric: ['=', 100] }] }, { a: 100 }, { a: 101 }],
    ['a range', { a: [{ numeric: ['>', 10, '<=', 20] }] }, { a: 20 }, { a: 10 }],
    ['a number, not its text', { a: [{ numeric: ['>', 10] }] }, { a: 11 }, { a: '11' }],
    ['what exists', { a: [{ exists: true }] }, { a: null }, {}],
    ['what does not exist', { a: [{ exists: false }] }, {}, { a: 0 }],
    ['what does not exist in something missing', { a: { b: [{ exists: false }] } }, {}, { a: { b: 1 } }],
    ['one of several patterns', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, { a: 'y', b: 'x' }],
    ['patterns beside a member', { c: [1], $or: [{ a: ['x'] }, { b: ['y'] }] }, { c: 1, a: 'x' }, { a: 'x' }],
    ['an element of a list', { a: ['x'] }, { a: ['w', 'x'] }, { a: ['w'] }],
    ['an object in a list', { a: { b: ['x'] } }, { a: [{ b: 'w' }, { b: 'x' }] }, { a: [] }],
    ['an empty list as nothing', { a: [{ exists: false }] }, { a: [] }, { a: ['x'] }],
  ])('matches %s', (_what, pattern, like, unlike) => {
    expect(matches(pattern, like)).toBe(true);
    expect(matches(pattern, unlike)).toBe(false);
  });

  it('reaches into the images of a stream record, where values have their types', () => {
    const pattern = { eventName: ['INSERT', 'MODIFY'], ...inImage({ kind: { S: [{ prefix: 'out' }] } }) };

    expect(matches(pattern, image({ kind: { S: 'outbox' } }))).toBe(true);
    expect(matches(pattern, image({ kind: { S: 'inbox' } }))).toBe(false);
    expect(matches(inImage({ kind: ['outbox'] }), image({ kind: { S: 'outbox' } }))).toBe(false);
    expect(matches(inImage({ tags: { SS: ['red'] } }), image({ tags: { SS: ['blue', 'red'] } }))).toBe(true);
  });

  it('compares no attribute of type N as a number, because it is a text', () => {
    expect(matches(inImage({ n: { N: [{ numeric: ['>', 1] }] } }), image({ n: { N: '5' } }))).toBe(false);
    expect(matches(inImage({ n: { N: ['5'] } }), image({ n: { N: '5' } }))).toBe(true);
  });

  it('sees only leaves exist: an attribute without its type does not', () => {
    expect(matches(inImage({ kind: [{ exists: false }] }), image({ kind: { S: 'outbox' } }))).toBe(true);
    expect(matches(inImage({ kind: { S: [{ exists: true }] } }), image({ kind: { S: 'outbox' } }))).toBe(true);
  });

  it('does not take members of Object for members of an event', () => {
    expect(matches({ constructor: [{ exists: true }] }, {})).toBe(false);
  });

  it.each([
    ['wildcard', { a: [{ wildcard: '*.png' }] }, /a: the operator wildcard is not among those of Lambda/],
    ['cidr', { a: { b: [{ cidr: '10.0.0.0/24' }] } }, /a\.b: the operator cidr/],
    ['anything-but prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, /a: anything-but with prefix is not among/],
    ['prefix in any case', { a: [{ prefix: { 'equals-ignore-case': 'x' } }] }, /a: prefix with equals-ignore-case/],
    ['an unknown operator', { a: [{ like: 'x' }] }, /a: there is no operator like/],
    ['two operators', { a: [{ prefix: 'x', suffix: 'y' }] }, /one operator/],
    ['a value without list', { a: 'x' }, /a has to be an object/],
    ['an empty list', { a: [] }, /a has an empty list/],
    ['an empty pattern', {}, /a pattern has to be an object/],
    ['half a range', { a: [{ numeric: ['>'] }] }, /numeric takes/],
    ['a lonely $or', { $or: [{ a: ['x'] }] }, /\$or has to be a list of two/],
    ['exists with a text', { a: [{ exists: 'yes' }] }, /exists takes true or false/],
  ])('refuses %s by name and place', (_what, pattern, message) => {
    expect(() => eventPattern(JSON.stringify(pattern))).toThrow(message);
  });
});

describe('filter criteria', () => {
  const filter = (...patterns: string[]) => filterCriteria({ Filters: patterns.map((Pattern) => ({ Pattern })) });

  it('let an event through that one of the filters matches', () => {
    const passes = filter('{"a":["x"]}', '{"b":["y"]}');

    expect([{ a: 'x' }, { b: 'y' }, { a: 'y' }].map(passes)).toEqual([true, true, false]);
  });

  it('let everything through when there is no filter', () => {
    expect(filterCriteria(undefined)({})).toBe(true);
    expect(filterCriteria({})({})).toBe(true);
  });

  it('are refused with more filters than the quota, with what is no JSON, and with what is no pattern', () => {
    expect(() => filter(...Array.from({ length: 6 }, () => '{"a":["x"]}'))).toThrow(
      /6 filters, and Lambda's quota is 5/,
    );
    expect(() => filter('single-string')).toThrow(
      'FilterCriteria.Filters[0].Pattern: the pattern single-string is not JSON',
    );
    expect(() => filterCriteria({ Filters: [{ Pattern: { a: ['x'] } }] })).toThrow(/has to be a text that holds JSON/);
    expect(() => filter(`{"a":["${'x'.repeat(4096)}"]}`)).toThrow(/4096 are allowed/);
  });
});
