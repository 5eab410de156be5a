import { expect, it } from 'vitest';
import { spelled, spelledCountry } from './spelled.ts';

it.each([
  ['las vegas', 'Las Vegas'],
  ['west-side', 'West-Side'],
  ['österreich', 'Österreich'],
  ["o'fallon", "O'fallon"],
  ['McAllen', 'McAllen'],
  ['den Haag', 'den Haag'],
  ['東京', '東京'],
  ['<img src=x>', '<img Src=x>'],
  ['', ''],
])('%j is written %j', (name, written) => {
  expect(spelled(name)).toBe(written);
});

it.each([
  ['usa', 'USA'],
  ['uk', 'UK'],
  ['Usa', 'Usa'],
  ['peru', 'Peru'],
  ['new zealand', 'New Zealand'],
])('the country %j is written %j', (name, written) => {
  expect(spelledCountry(name)).toBe(written);
});
