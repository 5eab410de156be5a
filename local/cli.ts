import { enableCompileCache } from 'node:module';

// What was compiled for the last start is not compiled again; this has to stand before everything else is loaded.
enableCompileCache();
const { main } = await import('./command/main.ts');
await main(process.argv.slice(2));
