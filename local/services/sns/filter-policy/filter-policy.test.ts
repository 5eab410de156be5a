import { describe, expect, it } from 'vitest';
import { comparableAttributes } from '../message-attributes.ts';
import type { MessageAttributes } from '../message-attributes.ts';
import { parseFilterPolicy } from './filter-policy.ts';

const byBody = (policy: object, body: object) =>
  parseFilterPolicy(JSON.stringify(policy), 'MessageBody')(body as Record<string, unknown>);
const byAttributes = (policy: object, attributes: MessageAttributes) =>
  parseFilterPolicy(JSON.stringify(policy), 'MessageAttributes')(comparableAttributes(attributes));
const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const number = (StringValue: string) => ({ DataType: 'Number', StringValue });
const list = (...values: unknown[]) => ({ DataType: 'String.Array', StringValue: JSON.stringify(values) });

// The policies and messages of AWS's documentation ("Amazon SNS subscription filter policies" and the pages below it).
const interests = (...elements: unknown[]) => ({ customer_interests: elements });
const price = (...numeric: unknown[]) => ({ price_usd: [{ numeric }] });

describe('a policy on attributes', () => {
  it.each([
    ['an exact text', interests('rugby', 'tennis'), { customer_interests: text('rugby') }, true],
    ['another text', interests('rugby', 'tennis'), { customer_interests: text('baseball') }, false],
    ['the case of letters', interests('rugby'), { customer_interests: text('Rugby') }, false],
    ['an element of a list', interests('rugby'), { customer_interests: list('tennis', 'rugby') }, true],
    ['no element of a list', interests('rugby', 'tennis'), { customer_interests: list('baseball') }, false],
    ['a list that is no JSON', interests('rugby'), { customer_interests: { ...list(), StringValue: 'rugby' } }, false],
    ['true in a list', { a: [true] }, { a: list(true) }, true],
    ['null in a list', { a: [null] }, { a: list(null) }, true],
    ['a missing attribute', interests('rugby'), { other: text('rugby') }, false],
    [
      'anything but',
      interests({ 'anything-but': ['rugby', 'tennis'] }),
      { customer_interests: text('baseball') },
      true,
    ],
    ['what is excepted', interests({ 'anything-but': ['rugby'] }), { customer_interests: text('rugby') }, false],
    ['anything but, missing', interests({ 'anything-but': ['rugby'] }), { other: text('x') }, false],
    ['a number that is excepted', { price: [{ 'anything-but': [100, 500] }] }, { price: number('100') }, false],
    ['a number that is not', { price: [{ 'anything-but': [100, 500] }] }, { price: number('101') }, true],
    ['an exact number', price('=', 301.5), { price_usd: number('301.5') }, true],
    ['a number written otherwise', price('=', 301.5), { price_usd: number('3.015e2') }, true],
    ['a text that looks like a number', price('=', 301.5), { price_usd: text('301.5') }, false],
    ['a range', price('>', 0, '<=', 150), { price_usd: number('150') }, true],
    ['the open end of a range', price('>', 0, '<=', 150), { price_usd: number('0') }, false],
    ['a number in a list', price('>', 100), { price_usd: list(50, 101) }, true],
    ['presence', { store: [{ exists: true }] }, { store: text('fans') }, true],
    ['presence, missing', { store: [{ exists: true }] }, { other: text('fans') }, false],
    ['absence', { store: [{ exists: false }] }, { other: text('fans') }, true],
    ['absence, present', { store: [{ exists: false }] }, { store: text('fans') }, false],
    [
      'bytes, which are not compared',
      { a: [{ exists: true }] },
      { a: { DataType: 'Binary', BinaryValue: 'AA==' } },
      false,
    ],
    [
      'all of several keys',
      { ...interests('rugby'), ...price('>', 100) },
      { customer_interests: text('rugby'), price_usd: number('101') },
      true,
    ],
    [
      'one of several keys',
      { ...interests('rugby'), ...price('>', 100) },
      { customer_interests: text('rugby'), price_usd: number('99') },
      false,
    ],
  ])('looks at %s', (_what, policy, attributes, passes) => {
    expect(byAttributes(policy, attributes as MessageAttributes)).toBe(passes);
  });

  it('cannot be nested', () => {
    const policy = JSON.stringify({ store: { kind: ['fans'] } });

    expect(() => parseFilterPolicy(policy, 'MessageAttributes')).toThrow('does not support nested filter policy');
  });
});

describe('a policy on the body', () => {
  it.each([
    ['an exact text', interests('rugby'), { customer_interests: 'rugby' }, true],
    ['an element of a list', interests('rugby'), { customer_interests: ['tennis', 'rugby'] }, true],
    ['a number as it is', { price: [100] }, { price: 100 }, true],
    ['a text for a number', { price: [100] }, { price: '100' }, false],
    ['true', { hot: [true] }, { hot: true }, true],
    ['null', { hot: [null] }, { hot: null }, true],
    ['null, missing', { hot: [null] }, {}, false],
    ['nested keys', { store: { city: { name: ['Rome'] } } }, { store: { city: { name: 'Rome' } } }, true],
    ['nested keys, one different', { store: { city: ['Rome'] } }, { store: { city: 'Bonn' } }, false],
    ['nested keys, a text in place of an object', { store: { city: ['Rome'] } }, { store: 'Rome' }, false],
    ['a list of objects', { items: { kind: ['red'] } }, { items: [{ kind: 'blue' }, { kind: 'red' }] }, true],
    [
      'a list of objects, none of which has it all',
      { items: { kind: ['red'], hot: [true] } },
      {
        items: [
          { kind: 'red', hot: false },
          { kind: 'blue', hot: true },
        ],
      },
      false,
    ],
    ['absence below what is absent', { a: { b: [{ exists: false }] } }, { c: 1 }, true],
    ['presence, which is for leaves only', { a: [{ exists: true }] }, { a: { b: 1 } }, false],
    ['inherited names', { constructor: [{ exists: true }] }, {}, false],
  ])('looks at %s', (_what, policy, body, passes) => {
    expect(byBody(policy, body)).toBe(passes);
  });

  it.each([
    [{ prefix: 'bas' }, ['baseball', 'basketball'], ['rugby', 'Baseball']],
    [{ suffix: 'ball' }, ['baseball', 'basketball', 'ball'], ['rugby', 'balls']],
    [{ 'equals-ignore-case': 'tennis' }, ['TENNIS', 'Tennis'], ['table tennis']],
    [{ wildcard: '*ball' }, ['baseball', 'ball'], ['balls']],
    [{ wildcard: 'b*b*l' }, ['baseball', 'bbl'], ['basl', 'bl']],
    [{ wildcard: 'a\\*b' }, ['a*b'], ['aab']],
    [{ wildcard: 'ab*ba' }, ['abba', 'ab-ba'], ['aba']],
    [{ 'anything-but': { prefix: 'order-' } }, ['data-entry'], ['order-number']],
    [{ 'anything-but': { suffix: 'ball' } }, ['rugby'], ['baseball']],
    [{ 'anything-but': { wildcard: '*ball' } }, ['hockey'], ['baseball', 'basketball']],
    [{ 'anything-but': { prefix: ['a', 'b'] } }, ['c'], ['ax', 'bx']],
    [{ 'anything-but': 'rugby' }, ['tennis'], ['rugby']],
    [{ cidr: '10.0.0.0/24' }, ['10.0.0.0', '10.0.0.255'], ['10.1.1.0', 'ten', '::1']],
    [{ cidr: '2001:db8::/32' }, ['2001:db8::1'], ['2001:db9::1', '10.0.0.1']],
    [{ numeric: ['>=', 10] }, [10, 11], [9.99999, '10']],
  ])('with %j lets %j pass and %j not', (element, passing, others) => {
    const policy = { key: [element] };

    expect(passing.filter((key) => !byBody(policy, { key }))).toEqual([]);
    expect(others.filter((key) => byBody(policy, { key }))).toEqual([]);
  });
});

describe('$or', () => {
  const policy = {
    source: ['aws.cloudwatch'],
    $or: [{ metricName: ['CPUUtilization'] }, { namespace: ['AWS/EC2'], region: ['eu'] }],
  };

  it.each([
    [{ source: 'aws.cloudwatch', metricName: 'CPUUtilization' }, true],
    [{ source: 'aws.cloudwatch', namespace: 'AWS/EC2', region: 'eu' }, true],
    [{ source: 'aws.cloudwatch', namespace: 'AWS/EC2' }, false],
    [{ source: 'aws.cloudwatch', metricName: 'Other' }, false],
    [{ metricName: 'CPUUtilization' }, false],
  ])('needs one of its alternatives: %j', (body, passes) => {
    expect(byBody(policy, body)).toBe(passes);
  });

  it('may stand in itself and in objects', () => {
    const nested = { a: { $or: [{ b: [1] }, { $or: [{ c: [1] }, { d: [1] }] }] } };

    expect(byBody(nested, { a: { d: 1 } })).toBe(true);
    expect(byBody(nested, { a: { e: 1 } })).toBe(false);
  });

  it('is a name like any other when an alternative has an operator for a key', () => {
    const plain = { $or: [{ prefix: 'abc' }, { suffix: 'xyz' }] };

    expect(byBody(plain, { $or: 'abcd' })).toBe(true);
    expect(byBody(plain, { prefix: 'abc' })).toBe(false);
  });
});

describe('what is no policy', () => {
  it.each([
    ['nonsense', 'failed to parse JSON'],
    ['["a"]', 'Filter is not an object'],
    ['{"a":"b"}', '"a" must be an object or an array'],
    ['{"a":[]}', 'Empty arrays are not allowed'],
    ['{"a":[["b"]]}', 'Match value must be String, number, true, false, or null'],
    ['{"a":[{"prefix":"b","suffix":"c"}]}', 'Only one key allowed in match expression'],
    ['{"a":[{}]}', 'Only one key allowed in match expression'],
    ['{"a":[{"like":"b"}]}', 'Unrecognized match type like'],
    ['{"a":[{"exists":"yes"}]}', 'exists match pattern must be either true or false.'],
    ['{"a":[{"prefix":1}]}', 'prefix match pattern must be a string'],
    ['{"a":[{"numeric":[]}]}', 'Invalid member in numeric match'],
    ['{"a":[{"numeric":["<>",1]}]}', 'Unrecognized numeric range operator'],
    ['{"a":[{"numeric":[">","1"]}]}', 'must be numeric'],
    ['{"a":[{"numeric":[">",5,"<",1]}]}', 'Bottom must be less than top'],
    ['{"a":[{"numeric":["=",5,"<",1]}]}', 'Too many elements in numeric expression'],
    ['{"a":[{"numeric":[">",1e10]}]}', 'between -1e9 and 1e9'],
    ['{"a":[{"anything-but":[]}]}', 'Empty arrays are not allowed'],
    ['{"a":[{"anything-but":[true]}]}', 'strings and numbers only'],
    ['{"a":[{"anything-but":{"exists":true}}]}', 'Unsupported anything-but pattern'],
    ['{"a":[{"wildcard":"a**b"}]}', 'Consecutive wildcard characters'],
    ['{"a":[{"wildcard":"*a*b*c*"}]}', 'at most 3 wildcards'],
    ['{"a":[{"wildcard":"\\\\n"}]}', 'Invalid escape character'],
    ['{"a":[{"cidr":"10.0.0.0"}]}', 'Malformed CIDR'],
    ['{"a":[{"cidr":"10.0.0.0/33"}]}', 'Malformed CIDR'],
    ['{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}', 'can not have more than 5 keys'],
  ])('is refused: %s', (policy, why) => {
    expect(() => parseFilterPolicy(policy, 'MessageBody')).toThrow(why);
  });

  it('is one of more than 150 combinations, counted with the depth of keys', () => {
    const values = (count: number) => Array.from({ length: count }, (_, i) => `${i}`);
    const parse = (policy: object) => () => parseFilterPolicy(JSON.stringify(policy), 'MessageBody');

    expect(parse({ a: values(15), b: values(10) })).not.toThrow();
    expect(parse({ a: values(16), b: values(10) })).toThrow('Filter policy is too complex');
    // The documentation's own example: 4 values three levels deep and 3 values two levels deep make 3 x 4 x 2 x 3 = 72.
    expect(parse({ a: { b: { c: values(4) } }, d: { e: values(3) } })).not.toThrow();
    expect(parse({ a: { b: { c: values(9) } }, d: { e: values(3) } })).toThrow('Filter policy is too complex');
  });

  it('is one whose wildcards are too complex', () => {
    const patterns = (count: number) => ({ a: Array.from({ length: count }, (_, i) => ({ wildcard: `*/${i}/*` })) });

    expect(() => parseFilterPolicy(JSON.stringify(patterns(4)), 'MessageBody')).not.toThrow();
    expect(() => parseFilterPolicy(JSON.stringify(patterns(5)), 'MessageBody')).toThrow('wildcards count more than');
  });
});
