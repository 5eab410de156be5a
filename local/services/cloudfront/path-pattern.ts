/**
 * The pattern of a cache behavior: `*` is any number of characters, slashes too, `?` is one, case matters, and a slash at the beginning
 * does not.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 * @returns whether a path belongs to the behavior; the path is `matchedPath` of what was asked for
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const parts = pattern.replace(/^\//, '').match(/\*+|\?|[^*?]+/g) ?? [];
  return (path) => {
    const text = path.replace(/^\//, '');
    return matches(parts, text);
  };
}

/** Whether parts match a text. Not a regular expression: a pattern of many stars must not take long on a long path. */
function matches(parts: readonly string[], text: string): boolean {
  // Positions in the text that the parts so far can end at.
  let ends = new Set([0]);
  for (const part of parts) {
    if (part.startsWith('*')) {
      const first = Math.min(...ends);
      ends = new Set(Array.from({ length: text.length - first + 1 }, (_, index) => first + index));
    } else if (part === '?') {
      ends = new Set([...ends].filter((end) => end < text.length).map((end) => end + 1));
    } else {
      ends = new Set([...ends].filter((end) => text.startsWith(part, end)).map((end) => end + part.length));
    }
    if (ends.size === 0) return false;
  }
  return ends.has(text.length);
}

/**
 * The path that cache behaviors are chosen by: dot segments and double slashes are gone, and what need not be percent-encoded is not
 * (RFC 3986 section 6.2.2). The origin is asked for the path as it was sent.
 */
export function matchedPath(uri: string): string {
  const decoded = uri.replace(/%([0-9A-Fa-f]{2})/g, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
  });
  const segments: string[] = [];
  const given = decoded.split('/').filter((segment) => segment !== '');
  for (const segment of given) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  const isFolder = /\/\.{0,2}$/.test(decoded);
  return `/${segments.join('/')}${isFolder && segments.length > 0 ? '/' : ''}`;
}
