/** Headers of a message: names in lower case, and the values of each. */
export type Headers = Map<string, readonly string[]>;

/** What somebody asked the distribution for. */
export interface ViewerRequest {
  /** Stands in the answer, and in what functions are told. */
  readonly id: string;
  readonly method: string;
  /** As it was sent, percent-encoded, starting with `/`. */
  readonly uri: string;
  /** As it was sent, without `?`. */
  readonly query: string;
  readonly headers: Headers;
  readonly ip: string;
  /** `1.1` */
  readonly httpVersion: string;
}

/** What the distribution answers. */
export interface ViewerResponse {
  status: number;
  /** The reason phrase; undefined for the usual one. */
  description?: string | undefined;
  headers: Headers;
  body: Uint8Array;
}

/** The first value of a header; undefined when it is not there. */
export function headerOf({ headers }: { readonly headers: Headers }, name: string): string | undefined {
  return headers.get(name)?.[0];
}
