import { beforeEach, expect, it } from 'vitest';
import { ProgressLine } from './progress-line.ts';

let time = 0;
let written: string[] = [];
beforeEach(() => {
  time = 0;
  written = [];
});

function line(isTTY: boolean, columns = 80): ProgressLine {
  return new ProgressLine({ write: (text) => written.push(text), isTTY, columns }, () => time);
}

it('writes over its own line in a terminal, ten times a second at most, and leaves nothing behind', () => {
  const progress = line(true);

  progress.show('one');
  progress.show('too soon');
  time = 100;
  progress.show('two');
  progress.clear();
  progress.clear();

  expect(written).toEqual(['\r\u001b[2Kone', '\r\u001b[2Ktwo', '\r\u001b[2K']);
});

it('cuts what would wrap in a terminal', () => {
  line(true, 5).show('123456');

  expect(written).toEqual(['\r\u001b[2K1234']);
});

it('cuts nothing of a short line where the terminal says that it has no columns', () => {
  line(true, 0).show('123456');

  expect(written).toEqual(['\r\u001b[2K123456']);
});

it('writes a plain line now and then in a pipe, and none for short work', () => {
  const progress = line(false);

  progress.show('at once');
  time = 10_000;
  progress.show('after a while');
  progress.show('too soon');
  progress.clear();

  expect(written).toEqual(['after a while\n']);
});

it.each([
  [0, `${'░'.repeat(24)}   0 %`],
  [0.5, `${'█'.repeat(12)}${'░'.repeat(12)}  50 %`],
  [0.999, `${'█'.repeat(24)}  99 %`],
  [1.2, `${'█'.repeat(24)} 100 %`],
])('draws %d in a terminal', (fraction, drawn) => {
  expect(line(true).portion(fraction)).toBe(drawn);
});

it('says how much is done in a pipe, and draws nothing', () => {
  expect(line(false).portion(0.5)).toBe(' 50 %');
});
