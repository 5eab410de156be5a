import { describe, expect, it } from 'vitest';
import { familyAttributes, hues } from './family.ts';

describe('the colours of a family', () => {
  it('are its own for a family that has a drawing, however it is written', () => {
    expect(familyAttributes(' Red ')).toEqual({ 'data-family': 'red' });
  });

  it('are of the same hue every time for the same name, however its letters are written', () => {
    expect(familyAttributes('Dämmerung')).toEqual(familyAttributes('da\u0308mmerung'));
  });

  it('differ between names', () => {
    const names = ['gold', 'silver', 'white', 'Zwielicht', '赤', 'κόκκινος', 'amber', 'ivory'];
    expect(new Set(names.map((name) => familyAttributes(name)['data-hue'])).size).toBeGreaterThan(names.length / 2);
  });

  it.each(['', '🐉', 'a'.repeat(1000)])('are among those of the stylesheet for the name %j', (name) => {
    const { 'data-family': family, 'data-hue': hue } = familyAttributes(name);
    expect(family).toBe('other');
    expect(hue).toBeGreaterThanOrEqual(0);
    expect(hue).toBeLessThan(hues);
  });
});
