import { readXml, SelectError, type XmlElement } from '@dragons/select';
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

export type { XmlElement } from '@dragons/select';

/**
 * Reads the small documents that clients send, as the select engine reads its requests.
 * @throws MalformedXmlError
 */
export function parseXml(text: string): XmlElement {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof SelectError) throw new MalformedXmlError();
    throw error;
  }
}

/** The text of the first child of that name; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
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
