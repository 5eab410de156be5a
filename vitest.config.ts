import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{functions,layers,local,scripts,tests}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '.aws-sam/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
