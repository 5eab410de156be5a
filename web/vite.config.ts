import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the page into dist/web: hashed files in assets/, which may be kept for ever, and index.html, which names them. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: join(import.meta.dirname, '..', 'dist', 'web'),
    emptyOutDir: true,
    target: 'es2024',
    // Nothing may stand inline: the Content-Security-Policy allows no data: address and no script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
