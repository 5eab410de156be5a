import { createContext, runInContext } from 'node:vm';
import type { Context } from 'node:vm';

/** Long, since the clock also runs while the machine does something else: a match that ends takes none of it. */
const longestMatchMs = 3000;
let realm: (Context & { regexp?: RegExp; text?: string }) | undefined;

/**
 * A regular expression whose every match has a time limit. Some (`/^(a+)+$/`) take longer than anybody lives, nothing else could run
 * meanwhile, and the limits of the expression around it are not looked at while it matches.
 */
export class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    // Contexts are expensive, so there is one.
    realm ??= createContext({});
    const inner = new RegExp(this.source, this.flags);
    inner.lastIndex = this.lastIndex;
    Object.assign(realm, { regexp: inner, text });
    try {
      runInContext('found = regexp.exec(text)', realm, { timeout: longestMatchMs });
    } catch (cause) {
      throw new Error(`The regular expression /${this.source}/ takes more than ${longestMatchMs} ms to match.`, {
        cause,
      });
    }
    this.lastIndex = inner.lastIndex;
    const found: unknown = realm.found;
    return isMatch(found) ? found : null;
  }
}

function isMatch(value: unknown): value is RegExpExecArray {
  return value !== null && typeof value === 'object' && 'index' in value;
}
