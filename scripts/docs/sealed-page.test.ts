import { expect, it } from 'vitest';
import { sealedPage } from './sealed-page.ts';

it('lets the scripts of a page run, and nothing be loaded', () => {
  const page = sealedPage('<html><head><title>A</title></head><body><script>alert(1)</script></body></html>');

  // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
  expect(page).toContain("script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/https?:/);
});
