import { SelectError } from '../errors.ts';

/** An element: its name without namespace prefix, its text, and the elements inside it. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

const maxDepth = 32;

const entities = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

const declaration = /<\?[^>]*\?>/y;
const comment = /<!--[\s\S]*?-->/y;
const cdata = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const endTag = /<\/([\w.:-]+)\s*>/y;
const startTag = /<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const characters = /[^<]+/y;

/**
 * Reads a small XML document: elements, text, entities, CDATA and comments. Attributes are passed over, a DOCTYPE is
 * refused, so nothing in it can expand or reach outside.
 *
 * @throws SelectError `MalformedXML`
 */
export function readXml(xml: string): XmlElement {
  const source = xml.startsWith('\uFEFF') ? xml.slice(1) : xml;
  const holder: XmlElement = { name: '', text: '', children: [] };
  const open: { element: XmlElement; tag: string }[] = [{ element: holder, tag: '' }];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < source.length) {
    const parent = open.at(-1)?.element ?? holder;
    let found;
    if (match(comment) ?? match(declaration)) continue;
    else if ((found = match(characters))) parent.text += decodeEntities(found[0]);
    else if ((found = match(cdata))) parent.text += found[1] ?? '';
    else if ((found = match(endTag))) {
      if (open.length === 1 || open.pop()?.tag !== found[1]) throw malformed(`</${found[1] ?? ''}> closes nothing`);
    } else if ((found = match(startTag))) {
      const [, tag = '', , selfClosing] = found;
      const element: XmlElement = { name: tag.slice(tag.indexOf(':') + 1), text: '', children: [] };
      parent.children.push(element);
      if (selfClosing !== '/') open.push({ element, tag });
      if (open.length > maxDepth) throw malformed('it is nested too deeply');
    } else throw malformed('it is not well formed');
  }
  const [root] = holder.children;
  if (!root || holder.children.length > 1 || open.length > 1 || holder.text.trim() !== '') {
    throw malformed('it is not well formed');
  }
  return root;
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&]{0,12};)?/g, (_, reference: string | undefined) => {
    const name = reference?.slice(0, -1) ?? '';
    const named = entities.get(name);
    if (named !== undefined) return named;
    const code = /^#x[0-9a-fA-F]+$/.test(name) ? parseInt(name.slice(2), 16) : Number(/^#([0-9]+)$/.exec(name)?.[1]);
    if (!isCharacter(code)) throw malformed('it has an unknown entity');
    return String.fromCodePoint(code);
  });
}

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

/** What a document ends in that is not well formed, or not what it is read for. */
export function malformed(problem: string): SelectError {
  return new SelectError('MalformedXML', `The XML you provided was not well formed or did not validate: ${problem}.`);
}
