// Sources: SQL reference "Data types" and "Date functions" [D]; the Ion specification, whose timestamps these are [E].
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html
// https://amazon-ion.github.io/ion-docs/docs/spec.html#timestamp
// [E] is what this package does after that example; the service may differ.
import { describe, expect, it } from 'vitest';
import { Timestamp } from './timestamp.ts';

describe('reading a timestamp', () => {
  it.each([
    // [D] TO_TIMESTAMP and CAST
    ['2007T', { precision: 'year', year: 2007, month: 1, day: 1 }],
    [
      '2007-02-23T12:14:33.079-08:00',
      { precision: 'second', day: 23, hour: 12, minute: 14, second: 33, fraction: '079', offset: -480 },
    ],
    ['2007-04-05T14:30Z', { precision: 'minute', hour: 14, minute: 30, second: 0, fraction: '', offset: 0 }],
    // [E]
    ['2007-02T', { precision: 'month', year: 2007, month: 2, offset: undefined }],
    ['2007-02-23', { precision: 'day', day: 23, offset: undefined }],
    ['2007-02-23T', { precision: 'day', day: 23, hour: 0 }],
    ['2007-02-23T12:14-00:00', { precision: 'minute', offset: undefined }],
    ['2007-02-23T12:14+00:00', { offset: 0 }],
    ['2007-02-23T12:14+23:59', { offset: 1439 }],
    ['0001-01-01T00:00:00Z', { year: 1, epochSeconds: -62_135_596_800 }],
    ['9999-12-31T23:59:59.999Z', { year: 9999, epochSeconds: 253_402_300_799 }],
    ['2000-02-29', { month: 2, day: 29 }],
  ])('takes %s apart', (text, fields) => {
    expect(Timestamp.parse(text)).toMatchObject(fields);
  });

  it.each([
    '',
    'T',
    '2007',
    '2007-02',
    '207T',
    '02007T',
    '2007t',
    ' 2007T',
    '2007T ',
    '2007-2T',
    '2007-02-23 12:14Z',
    '2007-02-23T12Z',
    '2007-02-23T12:14z',
    '2007-02-23T12:14+0800',
    '2007-02-23T12:14+24:00',
    '2007-02-23T12:14+08:60',
    '2007-02-23T12:14:33.Z',
    '2007-02-23T12:14:33,5Z',
    '2007-02-23T12:14:33.5',
    '2007-02-23T12:14Zx',
    '2007-02-23T12:14+08:00x',
    '2007-02-23Z',
    '2007-02-23T24:00Z',
    '2007-02-23T12:60Z',
    '2007-02-23T12:14:60Z',
    '２００７T',
    // Days and years that there are not.
    '2007-00T',
    '2007-13T',
    '2007-01-00',
    '2007-02-29',
    '1900-02-29',
    '2007-04-31',
    '0000T',
    '0001-01-01T00:00+00:01',
    '9999-12-31T23:59-00:01',
  ])('refuses %j', (text) => {
    expect(Timestamp.parse(text)).toBeUndefined();
  });

  it('refuses a time without an offset [D]', () => {
    expect(Timestamp.parse('2007-02-23T12:14')).toBeUndefined();
    expect(Timestamp.parse('2007-02-23T12:14:33')).toBeUndefined();
  });

  it('keeps a fraction of any length', () => {
    const long = `2007-02-23T12:14:33.${'0'.repeat(1_000_000)}1Z`;
    expect(timestamp(long).toString()).toBe(long);
    expect(timestamp(long).compare(timestamp('2007-02-23T12:14:33Z'))).toBeGreaterThan(0);
    expect(Timestamp.parse(long.slice(0, -1))).toBeUndefined();
  });
});

describe('printing a timestamp', () => {
  it.each([
    ['2007T', '2007T'],
    ['0007-02T', '0007-02T'],
    ['2007-02-23T', '2007-02-23'],
    ['2007-02-23T12:14+00:00', '2007-02-23T12:14Z'],
    ['2007-02-23T12:14-00:00', '2007-02-23T12:14-00:00'],
    ['2007-02-23T12:14:05-08:30', '2007-02-23T12:14:05-08:30'],
    ['2007-02-23T12:14:05.500+01:00', '2007-02-23T12:14:05.500+01:00'],
  ])('%s gives %s', (text, printed) => {
    expect(timestamp(text).toString()).toBe(printed);
  });
});

describe('comparing timestamps', () => {
  it.each([
    ['2007T', '2007-01-01', 0],
    ['2007-01-01', '2007-01-01T00:00-00:00', 0],
    ['2007-02-23T12:14Z', '2007-02-23T14:14+02:00', 0],
    ['2007-02-23T12:14:00.50Z', '2007-02-23T12:14:00.5Z', 0],
    ['2007-02-23T12:14:00.000Z', '2007-02-23T12:14Z', 0],
    ['2007-02-23T12:14:00.09Z', '2007-02-23T12:14:00.1Z', -1],
    ['2007-02-23T12:14:00.1Z', '2007-02-23T12:14:00.1001Z', -1],
    ['2007-02-24', '2007-02-23T23:59:59.9Z', 1],
    ['2007-02-23T12:14+01:00', '2007-02-23T12:14Z', -1],
    ['0099T', '1970T', -1],
  ])('%s and %s', (left, right, order) => {
    expect(Math.sign(timestamp(left).compare(timestamp(right)))).toBe(order);
    expect(Math.sign(timestamp(right).compare(timestamp(left)))).toBe(0 - order);
  });
});

function timestamp(text: string): Timestamp {
  const parsed = Timestamp.parse(text);
  if (!parsed) throw new TypeError(`Not a timestamp: ${text}`);
  return parsed;
}
