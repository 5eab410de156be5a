// What holds of every timestamp, whatever its precision, digits and offset.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import { documentedCodes } from '../testing/documented-codes.ts';
import { dateAdd, dateDiff, type DatePart } from './date-arithmetic.ts';
import { compileFormatter } from './timestamp-formatter.ts';
import { compileParser } from './timestamp-parser.ts';
import { Timestamp, type TimestampPrecision } from './timestamp.ts';

const offset = fc.option(fc.integer({ min: -1439, max: 1439 }), { nil: undefined });

/** To the second or finer. The first and the last day there are stay out, as some offsets lead out of them. */
const anySecond = fc
  .record({
    seconds: fc.integer({ min: -62_135_500_000, max: 253_402_200_000 }),
    fraction: fc.stringMatching(/^[0-9]{0,12}$/),
    offset,
  })
  .map((moment) => sure(Timestamp.fromEpoch(moment.seconds, moment.fraction, moment.offset)));

const anyTimestamp = fc
  .tuple(anySecond, fc.constantFrom<TimestampPrecision[]>('year', 'month', 'day', 'minute', 'second'))
  .map(([moment, precision]) => cut(moment, precision));

function cut({ year, month, day, ...time }: Timestamp, precision: TimestampPrecision): Timestamp {
  if (precision === 'year') return sure(Timestamp.of({ precision, year }));
  if (precision === 'month') return sure(Timestamp.of({ precision, year, month }));
  if (precision === 'day') return sure(Timestamp.of({ precision, year, month, day }));
  const toMinute = { year, month, day, hour: time.hour, minute: time.minute, offset: time.offset };
  if (precision === 'minute') return sure(Timestamp.of({ ...toMinute, precision }));
  return sure(Timestamp.of({ ...toMinute, precision, second: time.second, fraction: time.fraction }));
}

function sure(made: Timestamp | undefined): Timestamp {
  if (!made) throw new TypeError('No timestamp was made.');
  return made;
}

describe('a timestamp', () => {
  it('is printed as what reads back as itself', () => {
    fc.assert(
      fc.property(anyTimestamp, (timestamp) => {
        expect(Timestamp.parse(timestamp.toString())).toEqual(timestamp);
      }),
    );
  });

  it('is the moment that Date has of the same text, and ordered like it', () => {
    const millisecond = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) });
    const minutes = fc.integer({ min: -1439, max: 1439 });
    const at = (time: number, east: number) => {
      const seconds = Math.floor(time / 1000);
      return sure(Timestamp.fromEpoch(seconds, String(time - seconds * 1000).padStart(3, '0'), east));
    };
    fc.assert(
      fc.property(millisecond, millisecond, minutes, (one, other, east) => {
        expect(Date.parse(at(one, east).toString())).toBe(one);
        expect(Math.sign(at(one, east).compare(at(other, 0)))).toBe(Math.sign(one - other));
      }),
    );
  });

  it('is made of any text, or not, without an error', () => {
    const near = fc.stringMatching(/^[0-9TZ:.+-]{0,30}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        const parsed = Timestamp.parse(text);
        if (parsed) expect(Timestamp.parse(parsed.toString())).toEqual(parsed);
      }),
    );
  });
});

describe('DATE_DIFF and DATE_ADD', () => {
  it.each<[DatePart, number]>([
    ['day', 100_000],
    ['hour', 1_000_000],
    ['minute', 10_000_000],
    ['second', 1_000_000_000],
  ])('agree on a quantity of the part %s, and take back what they added', (part, most) => {
    fc.assert(
      fc.property(anyTimestamp, fc.integer({ min: -most, max: most }), (start, quantity) => {
        fc.pre(start.year > 300 && start.year < 9700);
        const end = dateAdd(part, quantity, start);
        expect(dateDiff(part, start, end)).toBe(quantity);
        expect(dateAdd(part, -quantity, end).compare(start)).toBe(0);
      }),
    );
  });

  it('agree on months and years where every month has the day', () => {
    fc.assert(
      fc.property(anyTimestamp, fc.integer({ min: -1000, max: 1000 }), (start, quantity) => {
        fc.pre(start.year > 1000 && start.year < 8999 && start.day <= 28);
        expect(dateDiff('month', start, dateAdd('month', quantity, start))).toBe(quantity);
        expect(dateDiff('year', start, dateAdd('year', quantity, start))).toBe(quantity);
      }),
    );
  });

  it('give the opposite difference the other way round', () => {
    const parts = fc.constantFrom<DatePart[]>('year', 'month', 'day', 'hour', 'minute', 'second');
    fc.assert(
      fc.property(parts, anyTimestamp, anyTimestamp, (part, one, other) => {
        expect(dateDiff(part, one, other)).toBe(0 - dateDiff(part, other, one));
      }),
    );
  });
});

describe('patterns', () => {
  const milliseconds = anySecond.map((moment) => sure(moment.with({ fraction: moment.fraction.slice(0, 3) })));

  it.each([
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    'yyyyMMddHHmmssSSSxxxx',
    'd MMMM y h:m:s a n X',
    "x SSSSSSSSS 'o''clock' hh.mm.ss a, MMM dd/yyyy",
  ])('%s prints what it reads back as the same moment', (pattern) => {
    const format = compileFormatter(pattern);
    const parse = compileParser(pattern);
    fc.assert(
      fc.property(milliseconds, (moment) => {
        const read = parse(format(moment));
        expect(read.compare(moment)).toBe(0);
        expect(read.offset).toBe(moment.offset ?? 0);
        expect(format(read)).toBe(format(moment));
      }),
    );
  });

  it('fail, if they do, with documented codes', () => {
    const pattern = fc.oneof(fc.string(), fc.stringMatching(/^[yMdahHmsSnXx' :-]{0,12}$/));
    fc.assert(
      fc.property(pattern, anyTimestamp, fc.string(), (text, moment, data) => {
        expect(['ok', 'EvaluatorInvalidTimestampFormatPattern']).toContain(
          outcome(() => compileFormatter(text)(moment)),
        );
        expect(['ok', ...documentedCodes]).toContain(outcome(() => compileParser(text)(data)));
      }),
    );
  });
});

function outcome(act: () => unknown): string {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof SelectError) return error.code;
    throw error;
  }
}
