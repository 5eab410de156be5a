import { ServiceError } from './service-error.ts';
import type { ErrorDialect } from './signature-error.ts';

/** What an XML element holds: a text, child elements by name, or nothing. Lists repeat the element. */
export type XmlContent = string | number | boolean | XmlFields | undefined;

/** Child elements by name; a member that is undefined is left out. */
export interface XmlFields {
  readonly [name: string]: XmlContent | readonly XmlContent[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document with one root element. @param namespace the value of `xmlns`, when there is one */
export function xmlDocument(root: string, content: XmlContent, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `${declaration}<${root}${attribute}>${inner(content)}</${root}>`;
}

function inner(content: XmlContent): string {
  if (typeof content !== 'object') return content === undefined ? '' : escapeXml(String(content));
  let text = '';
  for (const [name, value] of Object.entries(content)) {
    if (value === undefined) continue;
    for (const item of isList(value) ? value : [value]) text += `<${name}>${inner(item)}</${name}>`;
  }
  return text;
}

function isList(value: XmlContent | readonly XmlContent[]): value is readonly XmlContent[] {
  return Array.isArray(value);
}

/**
 * Escapes a text for XML. Carriage returns become references because a parser would turn them into line feeds;
 * other control characters are written as references too, as S3 does, although XML 1.0 has no name for them.
 */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\u0000-\u0008\u000b-\u001f]/g, (c) => {
    const name = names.get(c);
    return name ?? `&#x${c.charCodeAt(0).toString(16)};`;
  });
}

const names = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** Thrown for XML that cannot be read. */
export class MalformedXmlError extends ServiceError {
  override readonly name = 'MalformedXmlError';

  constructor() {
    super('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  }
}

/** An element that was read: its local name, its child elements, and its own text without theirs. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads the small documents that clients send. Namespaces, attributes, comments and instructions are skipped;
 * a document type is refused, so that nothing can be expanded.
 * @throws MalformedXmlError
 */
export function parseXml(text: string): XmlElement {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const root: XmlElement = { name: '', children: [], text: '' };
  const open = [root];
  const token =
    /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/gy;
  while (token.lastIndex < source.length) {
    const match = token.exec(source);
    const parent = open.at(-1);
    if (match === null || parent === undefined) throw new MalformedXmlError();
    const [, cdata, closed, opened, , selfClosing, characters] = match;
    if (cdata !== undefined) parent.text += cdata;
    if (characters !== undefined) parent.text += unescapeXml(characters);
    if (closed !== undefined && open.pop()?.name !== localName(closed)) throw new MalformedXmlError();
    if (opened !== undefined) {
      const element: XmlElement = { name: localName(opened), children: [], text: '' };
      parent.children.push(element);
      if (selfClosing === '') open.push(element);
    }
    if (open.length === 0 || open.length > 64) throw new MalformedXmlError();
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length > 1 || root.text.trim() !== '') {
    throw new MalformedXmlError();
  }
  return document;
}

/** The text of the first child of that name; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);|&/gi, (_, entity: string | undefined) => {
    if (entity === undefined) throw new MalformedXmlError();
    if (!entity.startsWith('#')) return entities.get(entity) ?? refuseEntity();
    const code =
      entity[1] === 'x' || entity[1] === 'X' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code > 0x10ffff ? refuseEntity() : String.fromCodePoint(code);
  });
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function refuseEntity(): never {
  throw new MalformedXmlError();
}

/**
 * An error as XML: S3 has `<Error>` at the root, the query protocol and the other REST services wrap it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function xmlError(error: ServiceError, requestId: string, dialect: Exclude<ErrorDialect, 'json'>): string {
  const content = { Code: error.code, Message: error.message, ...error.fields };
  if (dialect === 's3') {
    return xmlDocument('Error', { ...content, RequestId: requestId, HostId: hostId(requestId) });
  }
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  return xmlDocument('ErrorResponse', { Error: { Type: type, ...content }, RequestId: requestId });
}

/** S3's second request id; clients only print it. */
export function hostId(requestId: string): string {
  return Buffer.from(`local ${requestId}`).toString('base64');
}
