import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilFromDays, daysFromCivil, daysInMonth } from './date-calendar.ts';

describe('the calendar', () => {
  it.each([
    [{ year: 1970, month: 1, day: 1 }, 0],
    [{ year: 1969, month: 12, day: 31 }, -1],
    [{ year: 2000, month: 2, day: 29 }, 11_016],
    [{ year: 1, month: 1, day: 1 }, -719_162],
    [{ year: 9999, month: 12, day: 31 }, 2_932_896],
  ])('counts %o as day %i', (date, days) => {
    expect(daysFromCivil(date)).toBe(days);
    expect(civilFromDays(days)).toEqual(date);
  });

  it.each([
    [2023, 2, 28],
    [2024, 2, 29],
    [1900, 2, 28],
    [2000, 2, 29],
    [2023, 4, 30],
    [2023, 12, 31],
  ])('gives month %i-%i %i days', (year, month, days) => {
    expect(daysInMonth(year, month)).toBe(days);
  });

  it('agrees with Date from year 100 on, and goes back and forth', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        const date = civilFromDays(days);
        expect(daysFromCivil(date)).toBe(days);
        const other = new Date(days * 86_400_000);
        expect(date).toEqual({ year: other.getUTCFullYear(), month: other.getUTCMonth() + 1, day: other.getUTCDate() });
      }),
    );
  });
});
