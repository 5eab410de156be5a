/** Header names that a client may spell as it likes, and that still arrive like this (recorded from AWS). */
const titleCased = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
]);

interface Header {
  readonly name: string;
  readonly values: string[];
}

/** The headers of a request: spelled as the client spelled them, found whatever their case. */
export class RequestHeaders {
  /** Bytes of all names and values with their separators, as HTTP/1.1 writes them. */
  readonly bytes: number;
  readonly #headers = new Map<string, Header>();

  /** @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders` holds them */
  constructor(rawHeaders: readonly string[]) {
    let bytes = 0;
    for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
      const name = rawHeaders[i] ?? '';
      const value = rawHeaders[i + 1] ?? '';
      bytes += name.length + value.length + 4;
      const key = name.toLowerCase();
      const known = this.#headers.get(key);
      if (known === undefined) this.#headers.set(key, { name: titleCased.get(key) ?? name, values: [value] });
      else known.values.push(value);
    }
    this.bytes = bytes;
  }

  /** The last value of a header; its name in lower case. */
  get(lowerCaseName: string): string | undefined {
    return this.#headers.get(lowerCaseName)?.values.at(-1);
  }

  /** The last value of a header that is spelled exactly like this. */
  getExactly(name: string): string | undefined {
    const header = this.#headers.get(name.toLowerCase());
    return header?.name === name ? header.values.at(-1) : undefined;
  }

  /** Lower-case name and header, in the order of the first occurrence. */
  entries(): Iterable<[string, Header]> {
    return this.#headers;
  }

  /** The first media type of a header such as `Accept` or `Content-Type`, without parameters, in lower case. */
  mediaType(lowerCaseName: string): string | undefined {
    const text = this.get(lowerCaseName);
    if (text === undefined) return undefined;
    const end = text.search(/[;,]/);
    return (end < 0 ? text : text.slice(0, end)).trim().toLowerCase() || undefined;
  }
}
