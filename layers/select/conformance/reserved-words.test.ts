// Reserved words: a name that is one must be written in double quotes, "otherwise a 400 parse error will result".
// Source: SQL reference "SELECT command" and "Reserved keywords" (s3-select-sql-reference-keyword-list) [D].
import { describe, expect, it } from 'vitest';
import { reservedWords } from '../sql/reserved-words.ts';
import { lines, outcome, run } from '../testing/run-select.ts';

const words = [...reservedWords];

describe('reserved words', () => {
  it('are those of the documented list', () => {
    expect(words).toHaveLength(242);
    for (const word of ['cast', 'date', 'level', 'size', 'tuple', 'zone']) expect(words).toContain(word);
    for (const word of ['name', 'type', 'id', 'city', 'description']) expect(words).not.toContain(word);
  });

  it.each(words.filter((word) => !word.includes('-')))('%s is refused as a field', async (word) => {
    const { error } = await outcome(`SELECT s.${word} FROM S3Object s`, '{}');

    expect(error).toMatchObject({ code: 'ParseInvalidPathComponent', status: 400 });
  });

  it.each(words)('"%s" in double quotes is a field, in any place', async (word) => {
    const sql = `SELECT s."${word}", "${word}" AS "${word}2" FROM S3Object s WHERE "${word}" = 1`;

    expect(await run(sql, lines({ [word]: 1 }))).toBe(lines({ [word]: 1, [`${word}2`]: 1 }));
  });

  it('are so in any case', async () => {
    const { error } = await outcome('SELECT s.CaSt FROM S3Object s', '{}');

    expect(error?.message).toContain('double quotes');
  });
});
