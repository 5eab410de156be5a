/**
 * The parameters of a query string: URL-decoded, `+` is a space, `;` separates like `&`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
 */
export class QueryParameters {
  static readonly none = new QueryParameters('');
  readonly #values = new Map<string, string[]>();

  /** @param query the query string without `?`; any text is accepted */
  constructor(query: string) {
    if (query === '') return;
    for (const pair of query.split(/[&;]/)) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      const name = decodeQuery(equals < 0 ? pair : pair.slice(0, equals));
      const value = equals < 0 ? '' : decodeQuery(pair.slice(equals + 1));
      const values = this.#values.get(name);
      if (values === undefined) this.#values.set(name, [value]);
      else values.push(value);
    }
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** The last value, which is the one that AWS keeps. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** Each name with its last value. */
  single(): Record<string, string> {
    return Object.fromEntries([...this.#values].map(([name, values]) => [name, values.at(-1) ?? '']));
  }

  /** Each name with all values in the order in which they were sent. */
  multiple(): Record<string, string[]> {
    return Object.fromEntries(this.#values);
  }
}

function decodeQuery(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeLeniently(spaced);
  }
}

/**
 * Decodes what `decodeURIComponent` refuses. AWS does not document what it does with `%zz` or with bytes that are not UTF-8;
 * this follows the URL Standard (https://url.spec.whatwg.org/#percent-decode): the first stays as it is, the second becomes U+FFFD.
 */
function decodeLeniently(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const decoded = Buffer.alloc(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const hex = bytes[i] === 0x25 ? bytes.toString('latin1', i + 1, i + 3) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      decoded[length++] = Number.parseInt(hex, 16);
      i += 2;
    } else {
      decoded[length++] = bytes[i] ?? 0;
    }
  }
  return decoded.toString('utf8', 0, length);
}
