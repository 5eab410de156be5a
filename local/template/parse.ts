import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Entry, MapNode, Position, TemplateNode } from './node.ts';
import type { Problems } from './problems.ts';

/** Short forms that CloudFormation knows. Whether a function is simulated is decided where it is called. */
const shortForms = new Set([
  ...['Ref', 'Condition', 'Sub', 'GetAtt', 'Join', 'Select', 'Split', 'If', 'Equals', 'And', 'Or', 'Not', 'FindInMap'],
  ...['Transform', 'ImportValue', 'Cidr', 'GetAZs', 'Base64', 'Length', 'ToJsonString'],
]);

/** Tags whose values CloudFormation reads as plain strings, or does not take at all. */
const unusedTags = ['timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`);

/** One bracket too many makes an error of every word that follows; the first are the ones to look at. */
const shownErrors = 3;

/**
 * Parses YAML or JSON into nodes that know their places. Syntax errors, duplicate keys, unknown tags and YAML features
 * that CloudFormation does not take (anchors, merge keys) are noted as problems.
 *
 * CloudFormation reads YAML 1.1 (`yes` is a boolean, `0644` octal).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 * @param file absolute path, for positions
 * @returns undefined when there is nothing that could be worked with
 */
export function parse(file: string, text: string, problems: Problems): TemplateNode | undefined {
  const lines = new LineCounter();
  // JSON may be indented with tabs, which YAML forbids; inside its strings a tab cannot stand.
  const source = /^\s*\{/.test(text) ? text.replaceAll('\t', ' ') : text;
  const document = parseDocument(source, {
    version: '1.1',
    merge: false,
    uniqueKeys: (a, b) => isScalar(a) && isScalar(b) && keyOf(a) === keyOf(b),
    lineCounter: lines,
    logLevel: 'silent',
    prettyErrors: false,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || !unusedTags.includes(tag.tag)),
  });
  const errors = [...document.errors].sort((a, b) => a.pos[0] - b.pos[0]);
  errors.slice(0, shownErrors + 1).forEach((error, index) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const rest = errors.length - index;
    const text = index < shownErrors ? error.message : `… and ${rest} more, from here on`;
    problems.add({ file, line, column: col }, text);
  });
  if (document.contents === null) {
    if (document.errors.length === 0) problems.add({ file, line: 1, column: 1 }, 'The file is empty.');
    return undefined;
  }
  return new Converter(file, source, lines, problems).convert(document.contents);
}

/** `200:` and `on:` are the keys "200" and "on", whatever YAML makes of them as values. */
function keyOf(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

class Converter {
  readonly #file: string;
  readonly #source: string;
  readonly #lines: LineCounter;
  readonly #problems: Problems;

  constructor(file: string, source: string, lines: LineCounter, problems: Problems) {
    this.#file = file;
    this.#source = source;
    this.#lines = lines;
    this.#problems = problems;
  }

  convert(node: ParsedNode): TemplateNode {
    const position = this.#position(node);
    const value = this.#untagged(node, position);
    const tag = isAlias(node) ? undefined : node.tag;
    if (!tag?.startsWith('!')) return value;
    const name = tag.slice(1);
    if (!shortForms.has(name)) {
      this.#problems.add(position, `The tag ${tag} is not a CloudFormation function.`);
      return value;
    }
    const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
    return { kind: 'map', entries: new Map([[key, { keyPosition: position, value }]]), position, shortForm: tag };
  }

  #untagged(node: ParsedNode, position: Position): TemplateNode {
    if (isMap(node)) return this.#map(node, position);
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => this.convert(item)), position };
    if (isScalar(node)) return { kind: 'scalar', value: this.#scalar(node, position), position };
    this.#problems.add(position, 'YAML aliases are not supported by CloudFormation: write the value out.');
    return { kind: 'scalar', value: null, position };
  }

  #map(node: YAMLMap.Parsed, position: Position): MapNode {
    const entries = new Map<string, Entry>();
    for (const pair of node.items) {
      const keyPosition = this.#position(pair.key);
      if (!isScalar(pair.key)) {
        this.#problems.add(keyPosition, 'A key must be text.');
        continue;
      }
      const key = keyOf(pair.key);
      if (key === '<<') {
        this.#problems.add(keyPosition, 'YAML merge keys are not supported by CloudFormation: write the entries out.');
        continue;
      }
      const value: TemplateNode = pair.value
        ? this.convert(pair.value)
        : { kind: 'scalar', value: null, position: keyPosition };
      entries.set(key, { keyPosition, value });
    }
    return { kind: 'map', entries, position, shortForm: undefined };
  }

  #scalar(node: { value: unknown; source?: string }, position: Position): string | number | boolean | null {
    const { value, source } = node;
    // The YAML 1.1 text makes booleans of these letters, the parsers that AWS uses do not.
    if (typeof value === 'boolean') return /^[yYnN]$/.test(source ?? '') ? (source ?? '') : value;
    if (value === null || typeof value === 'string') return value;
    // `CodeUri: .` is a folder; the grammar of YAML 1.1 allows a number without digits.
    if (source === '.') return source;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.#problems.add(position, `${source ?? 'This'} is not a value that JSON can hold.`);
    return null;
  }

  #position(node: { range?: readonly number[] | null; tag?: string }): Position {
    const value = node.range?.[0] ?? 0;
    // A node begins after its tag; people look for the tag.
    const tag = node.tag?.startsWith('!') === true ? this.#source.lastIndexOf(node.tag, value) : -1;
    const { line, col } = this.#lines.linePos(tag < 0 ? value : tag);
    return { file: this.#file, line, column: col };
  }
}
