import type { Choices } from './choices.ts';
import { isList, isNumber, isStruct, list, number, struct, type Datum } from './data.ts';

const shortEscapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** One of the ways in which JSON can write a value within one line. */
export function writeJson(datum: Datum, choices: Choices): string {
  const blank = () => choices.of('', '', '', '', ' ', '\t', '  ', '\r');
  const between = (text: string) => blank() + text + blank();
  if (typeof datum === 'string') return writeString(datum, choices);
  if (isNumber(datum)) return datum.text;
  if (isList(datum)) return `[${datum.items.map((item) => between(writeJson(item, choices))).join(',') || blank()}]`;
  if (!isStruct(datum)) return String(datum);
  const members = datum.members.map(
    ([key, value]) => `${between(writeString(key, choices))}:${between(writeJson(value, choices))}`,
  );
  return `{${members.join(',') || blank()}}`;
}

function writeString(text: string, choices: Choices): string {
  // A string is written in one manner, so that most are plain and some hold nothing but escapes.
  const manner = choices.of('plain', 'plain', 'plain', 'short', 'long', 'mixed');
  const written = Array.from(text, (character) =>
    writeCharacter(character, manner === 'mixed' ? choices.of('plain', 'short', 'long') : manner),
  );
  return `"${written.join('')}"`;
}

function writeCharacter(character: string, manner: string): string {
  const short = shortEscapes[character];
  if (manner === 'short' && short !== undefined) return short;
  const mustEscape = character < ' ' || character === '"' || character === '\\' || !character.isWellFormed();
  if (manner !== 'long') return mustEscape ? (short ?? longEscape(character)) : character;
  return longEscape(character);
}

/** `\u` and the number of each unit, its digits in small or in capital letters. */
function longEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) =>
    character.charCodeAt(i).toString(16).padStart(4, '0'),
  );
  return units.map((hex) => `\\u${hex.endsWith('c') ? hex.toUpperCase() : hex}`).join('');
}

/** What stands between two values of JSON LINES, and behind the last: every line must end before the next value's. */
export function writeLines(data: Datum[], choices: Choices): string {
  const ends = ['\n', '\n', '\n', '\r\n', ' \n', '\n\n', '\n \t\n', '\r\n\r\n', ' '];
  const texts = data.map(
    (datum) => choices.of('', '', '', ' ', '\t') + writeJson(datum, choices) + choices.of(...ends),
  );
  return texts.join('').replace(/[\r\n]+$/, choices.of('\n', '\n', '', '\r\n'));
}

/** The same values as a DOCUMENT: over lines, and with nothing between them where JSON can do without. */
export function writeDocument(data: Datum[], choices: Choices): string {
  const texts = data.map((datum) => {
    const text = writeJson(datum, choices);
    return choices.of('\n', ' ', '\n\n', '') + (choices.below(3) === 2 ? pretty(text) : text);
  });
  return texts.reduce((all, text) => all + (/^[^[{"]/.test(text) ? ' ' : '') + text, '');
}

/** Line feeds in place of blanks, which is all that a DOCUMENT may have and LINES may not. */
function pretty(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|[ \t]/g, (_, string: string | undefined) => string ?? '\n');
}

const token = /("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|[[\]{},:]/y;

/** Reads compact JSON, in which no blank may stand between tokens; numbers keep their digits and keys may come twice. */
export function readJson(text: string): Datum {
  const tokens: RegExpExecArray[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new SyntaxError(`No compact JSON at ${at}: ${text.slice(0, 200)}`);
    tokens.push(found);
  }
  let next = 0;
  const value = readValue();
  if (next !== tokens.length) throw new SyntaxError(`More than a value: ${text.slice(0, 200)}`);
  return value;

  function readValue(): Datum {
    const [all = '', string, digits, word] = tokens[next++] ?? [];
    if (string !== undefined) return String(JSON.parse(string));
    if (digits !== undefined) return number(digits);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    if (all === '[') return list(...readAll(']', readValue));
    if (all === '{') return struct(...readAll('}', readMember));
    throw new SyntaxError(`Unexpected '${all}': ${text.slice(0, 200)}`);
  }

  function readMember(): [string, Datum] {
    const key = readValue();
    if (typeof key !== 'string' || tokens[next++]?.[0] !== ':')
      throw new SyntaxError(`No member: ${text.slice(0, 200)}`);
    return [key, readValue()];
  }

  function readAll<T>(close: string, read: () => T): T[] {
    const all: T[] = [];
    if (tokens[next]?.[0] === close) next += 1;
    else {
      for (;;) {
        all.push(read());
        const end = tokens[next++]?.[0];
        if (end === close) break;
        if (end !== ',') throw new SyntaxError(`No '${close}': ${text.slice(0, 200)}`);
      }
    }
    return all;
  }
}

/** The rows of JSON output with a line feed after each, which no JSON string can hold. */
export function readRows(output: string): Datum[] {
  if (output !== '' && !output.endsWith('\n')) throw new SyntaxError('The last record has no delimiter.');
  return output.split('\n').slice(0, -1).map(readJson);
}
