import { createHash } from 'node:crypto';

/**
 * Forbids a page to load anything: its scripts run, because their hashes are known, and nothing else does
 * (https://www.w3.org/TR/CSP3/#grammardef-hash-source). A page that is opened as a file has no server that could say so in a header.
 * @param html a whole page, everything in it
 */
export function sealedPage(html: string): string {
  const scripts = [...html.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)].map(([, code = '']) => code);
  const hashes = scripts.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  const policy = [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    // The page styles itself while it runs.
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html.replace('<head>', () => `<head>\n  <meta http-equiv="Content-Security-Policy" content="${policy}">`);
}
