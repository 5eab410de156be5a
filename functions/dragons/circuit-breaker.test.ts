import { expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.ts';

function breaker() {
  const clock = { now: 1_000_000 };
  return { clock, breaker: new CircuitBreaker({ failures: 2, openFor: 1000 }, () => clock.now) };
}

it('opens after failures in a row, and says so once', () => {
  const { breaker: it } = breaker();

  expect(it.failed()).toBe(false);
  expect(it.allows()).toBe(true);
  expect(it.failed()).toBe(true);
  expect(it.allows()).toBe(false);
  expect(it.waitTime).toBe(1000);
  expect(it.failed()).toBe(false);
});

it('counts only failures in a row', () => {
  const { breaker: it } = breaker();

  it.failed();
  it.succeeded();
  it.failed();

  expect(it.allows()).toBe(true);
});

it('lets one call through when its time is over, which then decides', () => {
  const { clock, breaker: it } = breaker();
  it.failed();
  it.failed();
  clock.now += 1000;

  expect([it.allows(), it.allows()]).toEqual([true, false]);

  it.succeeded();
  expect([it.allows(), it.allows()]).toEqual([true, true]);
});

it('opens again, and says so, when the call that was let through fails too', () => {
  const { clock, breaker: it } = breaker();
  it.failed();
  it.failed();
  clock.now += 1000;
  it.allows();
  expect([it.failed(), it.failed()]).toEqual([true, false]);

  clock.now += 999;
  expect(it.allows()).toBe(false);
  clock.now += 1;
  expect(it.allows()).toBe(true);
});
